// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/half.h"

#include <gtest/gtest.h>

namespace otoscape::loss {
namespace {

// Values of IEEE 754-2019, clause 3.6.
TEST(Half, HasTheStandardsValues) {
  EXPECT_EQ(to_half(1.0f), 0x3c00);
  EXPECT_EQ(to_half(-2.0f), 0xc000);
  EXPECT_EQ(to_half(65504.0f), 0x7bff);
  EXPECT_EQ(to_half(65536.0f), 0x7c00);
  EXPECT_EQ(to_half(0x1p-14f), 0x0400);
  EXPECT_EQ(to_half(0x1p-24f), 0x0001);
  EXPECT_EQ(to_half(0.0f), 0x0000);
}

TEST(Half, EveryNumberComesBack) {
  for (int half = 0; half < 0x7c00; ++half) {
    const float value = from_half(static_cast<std::uint16_t>(half));
    ASSERT_EQ(to_half(value), half);
    ASSERT_EQ(to_half(-value), half | 0x8000);
  }
}

// Between two neighbours the nearer one is taken, in the middle the even one.
TEST(Half, RoundsToTheNearest) {
  for (int half = 1; half + 1 < 0x7c00; ++half) {
    const float low = from_half(static_cast<std::uint16_t>(half));
    const float high = from_half(static_cast<std::uint16_t>(half + 1));
    ASSERT_EQ(to_half(low + 0.25f * (high - low)), half);
    ASSERT_EQ(to_half(low + 0.75f * (high - low)), half + 1);
    ASSERT_EQ(to_half(low + 0.5f * (high - low)) & 1, 0);
  }
}

}  // namespace
}  // namespace otoscape::loss
