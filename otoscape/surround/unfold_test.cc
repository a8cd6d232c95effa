// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/unfold.h"

#include <gtest/gtest.h>

#include <vector>

#include "otoscape/base/block_memory.h"

namespace otoscape::surround {
namespace {

constexpr int kFrames = 64;

class Unfold : public testing::Test {
 protected:
  FullScaleBlock block(int channels, float first) {
    const FullScaleBlock made = take_block(arena, channels, kFrames);
    for (int c = 0; c < channels; ++c) {
      for (float& x : made.channel(c)) x = first + 0.1f * static_cast<float>(c);
    }
    return made;
  }
  Arena arena;
  const Layout layout = *layout_named("5.1");
  const Lanes lanes{layout};
};

TEST_F(Unfold, LanesArePairsOfTheEarsThenTheOthers) {
  ASSERT_EQ(lanes.count(), 4);
  ASSERT_EQ(lanes.pairs(), 2);
  EXPECT_EQ(lanes.lanes()[0].follows, Follows::left);
  EXPECT_EQ(lanes.lanes()[1].follows, Follows::right);
  EXPECT_EQ(lanes.lanes()[2].follows, Follows::both);
  EXPECT_EQ(lanes.lanes()[3].follows, Follows::mean);
  EXPECT_EQ(Lanes(*layout_named("7.1.4")).count(), 10);
  EXPECT_FALSE(has_fronts(Layout{Speaker::front_centre, Speaker::lfe, Speaker::back_centre}));
}

TEST_F(Unfold, WhatIsTheRoomStaysTheRoomBitForBit) {
  const FullScaleBlock room = block(6, 0.3f), ears = block(2, 0.0f), out = block(6, 9.0f);
  fold(room, layout, ears);
  const FullScaleBlock apart = block(4, 0.0f);
  for (int lane = 0; lane < 4; ++lane) {
    const auto from = room.channel(lanes.lanes()[static_cast<std::size_t>(lane)].channel);
    std::ranges::copy(from, apart.channel(lane).begin());
  }
  unfold({ears, apart, room, ears}, lanes, out);
  for (int c = 0; c < 6; ++c) EXPECT_TRUE(std::ranges::equal(out.channel(c), room.channel(c)));
}

TEST_F(Unfold, TheFoldOfWhatIsWrittenIsWhatTheEarsGet) {
  const FullScaleBlock room = block(6, 0.3f), room_ears = block(2, 0.0f), out = block(6, 9.0f);
  fold(room, layout, room_ears);
  const FullScaleBlock ears = block(2, 0.5f), apart = block(4, 0.05f), again = block(2, 0.0f);
  unfold({ears, apart, room, room_ears}, lanes, out);
  fold(out, layout, again);
  for (int ear = 0; ear < 2; ++ear) {
    for (int n = 0; n < kFrames; ++n) {
      const auto frame = static_cast<std::size_t>(n);
      EXPECT_NEAR(again.channel(ear)[frame], ears.channel(ear)[frame], 1e-6);
    }
  }
}

}  // namespace
}  // namespace otoscape::surround
