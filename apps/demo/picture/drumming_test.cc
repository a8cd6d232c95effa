// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/drumming.h"

#include <gtest/gtest.h>

#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

using sound::Drum;

const std::vector<sound::Stroke>& song() {
  static const std::vector<sound::Stroke> strokes = [] {
    sound::Random random(2);
    return sound::play_drums(random).strokes;
  }();
  return strokes;
}

TEST(Drumming, ATipIsAtTheDrumWhenItSoundsAndAboveItBetween) {
  const auto& strokes = song();
  const Drumming drumming(strokes);
  int played = 0, all = 0;
  for (const auto& [drum, at_s, velocity] : strokes) {
    if (drum == Drum::kick) continue;
    ++all;
    const Sticks sticks = drumming.at(at_s);
    const Point drum_at = struck_at(drum);
    played += std::min(length(sticks.left_tip - drum_at), length(sticks.right_tip - drum_at)) < 0.5;
  }
  EXPECT_EQ(played, all);
  const Drumming two({{Drum::snare, 1.0, 1.0}, {Drum::snare, 1.5, 1.0}});
  EXPECT_NEAR(two.at(1.0).left_tip.y, struck_at(Drum::snare).y, 1e-9);
  EXPECT_LT(two.at(1.25).left_tip.y, struck_at(Drum::snare).y - 40.0);
}

TEST(Drumming, HandsRestWhileNothingIsPlayed) {
  const Drumming drumming(song());
  const Sticks before = drumming.at(5.0);
  for (double t = 5.0; t < sound::kBandStart - 0.8; t += 0.1)
    EXPECT_EQ(length(drumming.at(t).left_tip - before.left_tip), 0.0) << t;
  EXPECT_GT(length(drumming.at(sound::kBandStart).left_tip - before.left_tip), 50.0);
}

// Nobody's arm is seen to jump: 25 pictures a second, 90 units from a drum to the next in an
// eighth.
TEST(Drumming, SticksMoveSmoothly) {
  const Drumming drumming(song());
  for (double t = 0.0; t < 40.0; t += 0.001) {
    const Sticks now = drumming.at(t), next = drumming.at(t + 0.001);
    EXPECT_LT(length(next.left_tip - now.left_tip), 9.0) << t;
    EXPECT_LT(length(next.right_tip - now.right_tip), 9.0) << t;
  }
}

}  // namespace
}  // namespace otoscape::demo::picture
