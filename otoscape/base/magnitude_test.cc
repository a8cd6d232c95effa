// SPDX-License-Identifier: Apache-2.0
#include "otoscape/base/magnitude.h"

#include <gtest/gtest.h>

#include <limits>

namespace otoscape::base {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNoNumber = std::numeric_limits<float>::quiet_NaN();

TEST(LargestMagnitude, IsOfEitherSign) {
  EXPECT_EQ(largest_magnitude(std::vector{0.5f, -2.0f, 1.0f}), 2.0f);
  EXPECT_EQ(largest_magnitude(std::vector{-0.0f, -1e-40f}), 1e-40f);
  EXPECT_EQ(largest_magnitude({}), 0.0f);
}

TEST(LargestMagnitude, ShowsWhatIsNoNumber) {
  EXPECT_TRUE(std::isnan(largest_magnitude(std::vector{1.0f, -kNoNumber, 3e38f})));
  EXPECT_EQ(largest_magnitude(std::vector{1.0f, -kInfinity}), kInfinity);
}

TEST(Finite, CopiesOnlyWhatHasToBeMended) {
  std::vector<float> room;
  const std::vector good{1.0f, -3e38f}, bad{1.0f, kNoNumber, -kInfinity, 2.0f};
  EXPECT_EQ(finite(good, room).data(), good.data());
  const auto mended = finite(bad, room);
  EXPECT_EQ(std::vector(mended.begin(), mended.end()), (std::vector{1.0f, 0.0f, 0.0f, 2.0f}));
}

}  // namespace
}  // namespace otoscape::base
