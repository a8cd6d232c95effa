// SPDX-License-Identifier: Apache-2.0
// From loudspeakers to two ears without allocations and locks.

#include "otoscape/spatial/binaural.h"

#include <gtest/gtest.h>

#include <vector>

#include "otoscape/spatial/sphere.h"
#include "tests/realtime/watch.h"

namespace otoscape::spatial {
namespace {

TEST(RealTime, BinauralAllocatesAndLocksNothing) {
  const auto hrirs = make_hrirs(sphere_head(), *layout_named("7.1.4"), Hertz(48000.0));
  ASSERT_TRUE(hrirs);
  Binaural binaural(*hrirs);
  std::vector<float> sound(12 * 480, 0.1f), out(2 * 480);
  std::vector<float*> channels;
  for (std::size_t c = 0; c < 12; ++c) channels.push_back(sound.data() + 480 * c);
  const PascalBlock in(channels, 480), both({out.data(), out.data() + 480}, 2, 480);
  test::allocations = test::locks = 0;
  test::watched = true;
  for (int n = 0; n < 50; ++n) binaural.process<PascalUnit>(in, both);
  test::watched = false;
  EXPECT_EQ(test::allocations, 0);
  EXPECT_EQ(test::locks, 0);
  EXPECT_NE(out[0], 0.0f);
}

}  // namespace
}  // namespace otoscape::spatial
