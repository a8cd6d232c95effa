// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/shots.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "otoscape/body/sounds.h"
#include "tests/support/spectrum.h"

namespace otoscape::body {
namespace {

using Sound = std::vector<float>;
constexpr Hertz kRate{48000.0};

// The same sound in one piece and in random ones, in random order.
template <class Source>
void expect_same_bits_in_pieces(const Source& source, std::int64_t first_frame, std::size_t size) {
  Sound whole(size), pieces(size);
  source.add(first_frame, 0.8f, 0.8f, whole);
  std::mt19937 random(4);
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  for (std::size_t n = 0; n < size;) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 300, size - n);
    parts.emplace_back(n, count);
    n += count;
  }
  std::shuffle(parts.begin(), parts.end(), random);
  for (auto [at, count] : parts) {
    source.add(first_frame + static_cast<std::int64_t>(at), 0.8f, 0.8f,
               std::span(pieces).subspan(at, count));
  }
  EXPECT_EQ(whole, pieces);
  EXPECT_GT(test::mean_square(whole), 0.0);
}

TEST(Shots, AreAFunctionOfTheFrame) {
  const Sound sound = plug_sound(kRate);
  std::vector<Shot> at;
  for (int n = 0; n < 40; ++n) at.push_back({n * 7001 - 20'000, 1.0f - 0.01f * n});  // they overlap
  expect_same_bits_in_pieces(Shots(sound, at), -30'000, 340'000);
}

TEST(Shots, SoundWhereTheyAreSet) {
  const Shots shots({1.0f, 2.0f, 3.0f}, {{10, 1.0f}, {12, 10.0f}});
  Sound x(4);
  shots.add(10, 1.0f, 1.0f, x);
  EXPECT_EQ(x, (Sound{1.0f, 2.0f, 13.0f, 20.0f}));
  Sound later(3);
  shots.add(14, 1.0f, 1.0f, later);
  EXPECT_EQ(later, (Sound{30.0f, 0.0f, 0.0f}));
  Sound before(3);
  shots.add(7, 1.0f, 1.0f, before);
  EXPECT_EQ(before, Sound(3));
}

TEST(Shots, FollowAGainOverTheBlock) {
  const Shots shots(Sound(8, 1.0f), {{0, 1.0f}});
  Sound x(4);
  shots.add(0, 0.0f, 1.0f, x);
  EXPECT_EQ(x, (Sound{0.0f, 0.25f, 0.5f, 0.75f}));
  Shots none;
  none.add(0, 1.0f, 1.0f, x);
  EXPECT_EQ(x[3], 0.75f);
}

}  // namespace
}  // namespace otoscape::body
