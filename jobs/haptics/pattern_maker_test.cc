// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/pattern_maker.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "jobs/haptics/depth_course.h"
#include "jobs/haptics/haptics_request.h"

namespace otoscape::jobs::haptics {
namespace {

TEST(PatternMaker, RowsHavePeakAndFrequency) {
  PatternMaker maker(Hertz(44100.0));
  std::vector<float> x(44100);
  for (std::size_t n = 0; n < x.size(); ++n) {
    // Twice 40 Hz: an octave of three. Silent from 0.5 s on.
    const double phase = 2.0 * std::numbers::pi * 80.0 * static_cast<double>(n) / 44100.0;
    if (n < 22050) x[n] = static_cast<float>(0.4456 * std::sin(phase));
  }
  // The partition does not matter.
  maker.add(std::span(x).first(12345));
  maker.add(std::span(x).subspan(12345));
  const auto rows = maker.rows();
  ASSERT_EQ(rows.size(), 100u);
  for (std::size_t i = 5; i < 45; ++i) {
    EXPECT_NEAR(rows[i].intensity, 0.5f, 0.06f);
    EXPECT_NEAR(rows[i].sharpness, 1.0f / 3.0f, 0.03f);
  }
  for (std::size_t i = 51; i < 100; ++i) EXPECT_EQ(rows[i].intensity, 0.0f);
}

TEST(HapticsRequest, TheExtensionSaysTheForm) {
  EXPECT_EQ(form_of("a/b.WAV"), Form::wave);
  EXPECT_EQ(form_of("b.ahap"), Form::ahap);
  EXPECT_EQ(form_of("b.hjif"), Form::hjif);
  EXPECT_EQ(form_of("b.c.json"), Form::vibrate);
  EXPECT_FALSE(form_of("b.mp4"));
  EXPECT_FALSE(form_of("wav"));
}

TEST(DepthCourse, FollowsTheEarsAndThePerspective) {
  scene::Keyframe first, loss, room;
  loss.time = Seconds(4.0);
  loss.left.emplace();
  loss.left->air = *hearing::Audiogram::make({{Hertz(1000.0), hearing::kNoResponse, false}});
  loss.right = loss.left;
  room.time = Seconds(8.0);
  room.perspective = 0.0;
  first.left.emplace(), first.right.emplace();
  const scene::Arc arc({first, loss, room});
  DepthCourse course(arc);
  using otoscape::haptics::depth;
  EXPECT_EQ(course.at(Seconds(1.0)), depth(1.0, 0.0));
  EXPECT_EQ(course.at(Seconds(6.0)), depth(1.0, 1.0));
  EXPECT_EQ(course.at(Seconds(9.0)), depth(0.0, 1.0));
  // Straight between, and the same however it is reached.
  const double middle = course.at(Seconds(3.99)).rhythm_lin;
  EXPECT_GT(middle, 0.0);
  EXPECT_LT(middle, 1.0);
  DepthCourse again(arc);
  EXPECT_EQ(again.at(Seconds(3.99)).rhythm_lin, middle);
}

}  // namespace
}  // namespace otoscape::jobs::haptics
