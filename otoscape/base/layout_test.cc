// SPDX-License-Identifier: Apache-2.0
#include "otoscape/base/layout.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace otoscape {
namespace {

TEST(Layout, EveryNamedLayoutIsInTheOrderOfItsMaskAndFoundByItsName) {
  for (const auto& [name, layout] : named_layouts()) {
    EXPECT_TRUE(std::ranges::is_sorted(layout.speakers())) << name;
    EXPECT_EQ(layout_named(name), layout);
    EXPECT_EQ(name_of(layout), name);
  }
  EXPECT_FALSE(layout_named("5.2"));
  EXPECT_EQ(name_of(Layout{Speaker::lfe, Speaker::top_centre}), "");
}

TEST(Layout, MasksAreThoseOfWave) {
  EXPECT_EQ(layout_named("5.1")->mask(), 0x3Fu);
  EXPECT_EQ(layout_named("5.1(side)")->mask(), 0x60Fu);
  EXPECT_EQ(layout_named("7.1")->mask(), 0x63Fu);
  EXPECT_EQ(layout_named("7.1.4")->mask(), 0x2D63Fu);
}

TEST(Layout, FoldIsLoRo) {
  EXPECT_EQ(fold_gains(Speaker::front_centre), (FoldGains{0.70710678f, 0.70710678f}));
  EXPECT_EQ(fold_gains(Speaker::side_left), (FoldGains{0.70710678f, 0.0f}));
  EXPECT_EQ(fold_gains(Speaker::lfe), FoldGains{});
}

TEST(Layout, SurroundsStandWhereTheLayoutSays) {
  EXPECT_EQ(direction_of(Speaker::back_left, *layout_named("5.1")), (Direction{110.0, 0.0}));
  EXPECT_EQ(direction_of(Speaker::back_right, *layout_named("7.1")), (Direction{-135.0, 0.0}));
  EXPECT_EQ(direction_of(Speaker::side_left, *layout_named("7.1.4")), (Direction{90.0, 0.0}));
}

}  // namespace
}  // namespace otoscape
