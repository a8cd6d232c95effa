// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/stretch.h"

#include <gtest/gtest.h>

namespace otoscape::scene {
namespace {

Keyframe at(double time, double perspective) {
  Keyframe k;
  k.time = Seconds(time);
  k.perspective = perspective;
  return k;
}

Scene story() {
  Scene scene;
  scene.length = Seconds(60);
  scene.keyframes = {at(0, 1), at(10, 0), at(21, 1), at(22.5, 1), at(40, 0)};
  scene.keyframes[1].ramp = {Seconds(4), Shape::ease};
  scene.keyframes[1].body_ramp = scene.keyframes[1].felt_ramp = Ramp{Seconds(0.1)};
  scene.keyframes[2].event = Event{Pop{}};
  scene.keyframes[3].perspective.reset();
  scene.keyframes[3].right.emplace();
  return scene;
}

TEST(Stretch, StretchesTimesAndRampsAndLeavesCutsAndEvents) {
  const auto fitted = stretch(story(), Seconds(5400));
  ASSERT_TRUE(fitted);
  EXPECT_DOUBLE_EQ(fitted->keyframes[4].time.value(), 3600.0);
  EXPECT_EQ(fitted->keyframes[1].ramp, (Ramp{Seconds(360), Shape::ease}));
  EXPECT_EQ(fitted->keyframes[1].felt_ramp, Ramp{Seconds(9)});
  EXPECT_EQ(fitted->keyframes[4].ramp, Ramp{});
  EXPECT_EQ(std::get<Pop>(fitted->keyframes[2].event->what).stillness, Seconds(0.6));
  EXPECT_EQ(fitted->length, Seconds(5400));
}

// 0.008 % of three minutes is 14 ms, less than half a frame at 29.97: as much as one film's length
// differs between two containers.
TEST(Stretch, WithinHalfAFrameTheTimesStay) {
  Scene scene = story();
  scene.frame_rate = FrameRate{30000, 1001};
  for (const double length : {60.016, 59.984}) {
    EXPECT_EQ(stretch_factor(scene, Seconds(length)), 1.0);
    const auto fitted = stretch(scene, Seconds(length));
    ASSERT_TRUE(fitted);
    for (std::size_t i = 0; i < scene.keyframes.size(); ++i)
      EXPECT_EQ(fitted->keyframes[i].time, scene.keyframes[i].time);
    EXPECT_EQ(fitted->length, Seconds(length));
  }
  EXPECT_DOUBLE_EQ(stretch_factor(scene, Seconds(60.018)), 60.018 / 60.0);
  scene.frame_rate.reset();
  EXPECT_EQ(stretch_factor(scene, Seconds(60.0205)), 1.0);
  EXPECT_GT(stretch_factor(scene, Seconds(60.0215)), 1.0);
}

TEST(Stretch, ChangesNothingAtItsOwnLength) {
  const auto fitted = stretch(story(), Seconds(60));
  ASSERT_TRUE(fitted);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(fitted->keyframes[i].time, story().keyframes[i].time);
    EXPECT_EQ(fitted->keyframes[i].ramp, story().keyframes[i].ramp);
    EXPECT_EQ(fitted->keyframes[i].body_ramp, story().keyframes[i].body_ramp);
    EXPECT_EQ(fitted->keyframes[i].felt_ramp, story().keyframes[i].felt_ramp);
  }
}

TEST(Stretch, KeepsRampsBetweenAQuarterSecondAndTheGap) {
  Scene scene;
  scene.keyframes = {at(0, 1), at(100, 0), at(101, 1)};
  scene.keyframes[1].ramp.over = Seconds(2);
  scene.keyframes[2].ramp.over = Seconds(1);
  const auto fitted = stretch(scene, Seconds(10.1));
  ASSERT_TRUE(fitted);
  EXPECT_DOUBLE_EQ(fitted->keyframes[1].ramp.over.value(), 0.25);
  EXPECT_NEAR(fitted->keyframes[2].ramp.over.value(), 0.1, 1e-9) << "the gap before it";
}

// 1.5 s from the pop to the other ear, 19 s to the next cut: the stillness of 0.6 s rules.
TEST(Stretch, RefusesWhereAPopsStillnessDoesNotFitAndNamesWhatWorks) {
  const auto refused = stretch(story(), Seconds(23.9));
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().sentence.find("needs 24 s"), std::string::npos)
      << refused.error().sentence;
  EXPECT_TRUE(stretch(story(), Seconds(24)));
  Scene cut = story();
  cut.keyframes[3].perspective = 0.0;  // now the way back must be over too: 1.4 of 1.5 s
  EXPECT_FALSE(stretch(cut, Seconds(55.9)));
  EXPECT_TRUE(stretch(cut, Seconds(56)));
}

TEST(Stretch, TakesAStoryAsTightAsItsAuthorWroteIt) {
  Scene tight = story();
  tight.keyframes[3].time = Seconds(21.1);
  EXPECT_TRUE(stretch(tight, Seconds(60)));
  EXPECT_FALSE(stretch(tight, Seconds(59)));
  tight.keyframes.resize(1);
  EXPECT_TRUE(stretch(tight, Seconds(1))) << "nothing pops";
  EXPECT_FALSE(stretch(tight, Seconds(0)));
}

}  // namespace
}  // namespace otoscape::scene
