// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/hearing_course.h"

#include <gtest/gtest.h>

namespace otoscape::jobs::report {
namespace {

using io::pages::HearingCourse;

hearing::EarProfile ear_of(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(500), DbHl(db_hl)}, {Hertz(4000), DbHl(db_hl)}});
  return ear;
}

// Typical hearing in the room, from 10 s on a loss of 60 dB in the left ear, over 4 s before it.
scene::Scene story() {
  scene::Keyframe first, second;
  first.time = Seconds(0.0);
  first.left = first.right = ear_of(0.0);
  first.left_name = first.right_name = "before";
  first.perspective = 0.0;
  second.time = Seconds(10.0);
  second.left = ear_of(60.0);
  second.left_name = "after";
  second.perspective = 1.0;
  second.ramp.over = Seconds(4.0);
  scene::Scene scene;
  scene.keyframes = {first, second};
  return scene;
}

const HearingCourse::Row& row_at(const HearingCourse& course, double time_s) {
  const HearingCourse::Row* found = &course.rows.front();
  for (const auto& row : course.rows)
    if (row.time_s <= time_s) found = &row;
  return *found;
}

TEST(HearingCourse, AListenerHasOneRow) {
  hearing::HearingProfile listener;
  listener.left = ear_of(40.0);
  const HearingCourse course = hearing_course(listener);
  ASSERT_EQ(course.rows.size(), 1u);
  EXPECT_EQ(course.rows[0].ears[0].db_hl[4], 40);
  EXPECT_EQ(course.rows[0].ears[1].db_hl[4], 0);
}

TEST(HearingCourse, ASceneMovesOnThePagesTime) {
  const HearingCourse course = hearing_course(story(), Seconds(2.0), Seconds(20.0));
  EXPECT_EQ(row_at(course, 0.0).ears[0].db_hl[4], 0);
  EXPECT_NEAR(row_at(course, 6.0).ears[0].db_hl[4], 30, 2);  // 8 s of the scene: half-way
  EXPECT_EQ(row_at(course, 9.0).ears[0].db_hl[4], 60);
  EXPECT_EQ(row_at(course, 9.0).ears[1].db_hl[4], 0);
  EXPECT_LT(row_at(course, 0.0).perspective, 0.1);
  EXPECT_GT(row_at(course, 9.0).perspective, 0.9);
  EXPECT_LT(course.rows.size(), 30u);  // only where something moves
}

TEST(HearingCourse, MomentsBeginWhereTheWayToThemBegins) {
  const auto found = moments(story(), Seconds(0.0), Seconds(20.0));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].words, "hears as “before”; the room");
  EXPECT_DOUBLE_EQ(found[1].time_s, 6.0);
  EXPECT_EQ(found[1].words, "left ear as “after”; inside (comes within 4 s)");
}

TEST(HearingCourse, MomentsOutsideThePartAreLeftOut) {
  EXPECT_EQ(moments(story(), Seconds(3.0), Seconds(20.0)).size(), 1u);
  EXPECT_EQ(moments(story(), Seconds(0.0), Seconds(5.0)).size(), 1u);
}

}  // namespace
}  // namespace otoscape::jobs::report
