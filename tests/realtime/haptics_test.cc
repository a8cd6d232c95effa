// SPDX-License-Identifier: Apache-2.0
// Vibration without allocations and locks.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "otoscape/haptics/haptics_path.h"
#include "tests/realtime/watch.h"

namespace otoscape::haptics {
namespace {

TEST(RealTime, VibrationAllocatesAndLocksNothing) {
  for (const Device device : kDevices) {
    HapticsPath path({{Hertz(48000.0), 2}, 64, 0}, {device, 1, true, -20.0, 7});
    std::mt19937 random(3);
    std::normal_distribution<float> gauss(0.0f, 0.3f);
    std::vector<float> sound(2 * 64), out(64);
    for (float& x : sound) x = gauss(random);
    const FullScaleBlock in({sound.data(), sound.data() + 64}, 2, 64),
        to({out.data(), nullptr}, 1, 64);
    float most = 0.0f;
    test::allocations = test::locks = 0;
    test::watched = true;
    for (int n = 0; n < 600; ++n) {
      path.process({in, std::span<const float>(sound).first(64), in, {1.0, 1.0}, {1.0, 1.0}}, to);
      most = std::max(most, *std::max_element(out.begin(), out.end()));
    }
    test::watched = false;
    EXPECT_EQ(test::allocations, 0);
    EXPECT_EQ(test::locks, 0);
    EXPECT_GT(most, 0.0f);
  }
}

}  // namespace
}  // namespace otoscape::haptics
