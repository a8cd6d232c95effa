// SPDX-License-Identifier: Apache-2.0
#include "io/views/axis.h"

#include <gtest/gtest.h>

namespace otoscape::io::views {
namespace {

using Ticks = std::vector<double>;

TEST(Axis, PutsValuesWhereTheyBelong) {
  const Axis db = linear_axis(-10.0, 120.0, 10.0).on(100.0, 620.0);
  EXPECT_DOUBLE_EQ(db.px(-10.0), 100.0);
  EXPECT_DOUBLE_EQ(db.px(0.0), 140.0);
  EXPECT_DOUBLE_EQ(db.px(130.0), 660.0);
  EXPECT_DOUBLE_EQ(db.held_px(130.0), 620.0);
  const Axis falls = linear_axis(1.0, 0.0, 0.5).on(0.0, 80.0);
  EXPECT_DOUBLE_EQ(falls.px(0.25), 60.0);
  EXPECT_DOUBLE_EQ(falls.held_px(2.0), 0.0);
}

TEST(Axis, OctavesAreEquallyWide) {
  const Axis hz = octave_axis(125.0, 8000.0).on(0.0, 480.0);
  EXPECT_EQ(hz.ticks, (Ticks{125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0}));
  for (std::size_t i = 0; i < hz.ticks.size(); ++i) {
    EXPECT_NEAR(hz.px(hz.ticks[i]), 80.0 * static_cast<double>(i), 1e-9);
  }
}

TEST(Axis, TicksAreRoundNumbers) {
  EXPECT_EQ(linear_axis(20.0, -10.0, 10.0).ticks, (Ticks{20.0, 10.0, 0.0, -10.0}));
  EXPECT_EQ(linear_axis(0.0, 0.3, 0.1).ticks.size(), 4u);
  EXPECT_EQ(frequency_axis(50.0, 1000.0).ticks, (Ticks{50.0, 100.0, 200.0, 500.0, 1000.0}));
  EXPECT_EQ(time_axis(60.0).ticks.at(1), 5.0);
  EXPECT_EQ(time_axis(61.0).ticks.at(1), 10.0);
  EXPECT_EQ(time_axis(100.0 * 3600.0).ticks.at(1), 9.0 * 3600.0);
  EXPECT_EQ(counting_axis(7.9).ticks.at(1), 1.0);
  EXPECT_EQ(counting_axis(80.0).ticks.at(1), 20.0);
  EXPECT_EQ(counting_axis(1999.0).ticks.at(1), 200.0);
}

TEST(Axis, NumbersReadAsPeopleWriteThem) {
  EXPECT_EQ(number_words(-10.0), "−10");
  EXPECT_EQ(number_words(0.1 + 0.2), "0.3");
  EXPECT_EQ(number_words(-1e-17), "0");
  EXPECT_EQ(hertz_words(62.5), "62.5");
  EXPECT_EQ(hertz_words(16000.0), "16k");
}

TEST(Axis, EveryTickHasItsLineAndItsWords) {
  const std::string marks = x_ticks(linear_axis(0.0, 2.0, 1.0).on(10.0, 30.0),
                                    {5.0, 9.0, "class=\"grid\"", 20.0, "class=\"middle\""});
  EXPECT_NE(marks.find("<line x1=\"20.0\" y1=\"5.0\" x2=\"20.0\" y2=\"9.0\" class=\"grid\"/>"),
            std::string::npos);
  EXPECT_NE(marks.find("<text x=\"30.0\" y=\"20.0\" class=\"middle\">2</text>"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::io::views
