// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/automation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::scene {
namespace {

Automation amplitude(double first) { return {Quantity::amplitude, first}; }

TEST(Automation, ACutBeginsAtItsTimeAndIsARaisedCosineOf10Ms) {
  Automation track = amplitude(1.0);
  track.arrive(Seconds(5), {}, 0.0);
  EXPECT_EQ(track.at(Seconds(5)), 1.0);
  EXPECT_NEAR(track.at(Seconds(5.0025)), 0.5 + 0.5 * std::sqrt(0.5), 1e-9);
  EXPECT_NEAR(track.at(Seconds(5.005)), 0.5, 1e-9);
  EXPECT_EQ(track.at(Seconds(5.010)), 0.0);
}

TEST(Automation, ARampArrivesAtItsTimeShortOnesAsBlends) {
  Automation track = amplitude(0.0);
  track.arrive(Seconds(10), {Seconds(4)}, 1.0);
  track.arrive(Seconds(20), {Seconds(4), Shape::ease}, 0.0);
  track.arrive(Seconds(30), {Seconds(0.1)}, 1.0);
  EXPECT_EQ(track.at(Seconds(6)), 0.0);
  EXPECT_DOUBLE_EQ(track.at(Seconds(7)), 0.25);
  EXPECT_EQ(track.at(Seconds(10)), 1.0);
  EXPECT_DOUBLE_EQ(track.at(Seconds(17)), 1.0 - 0.15625);
  EXPECT_NEAR(track.at(Seconds(29.925)), 0.5 - 0.5 * std::sqrt(0.5), 1e-9);
}

TEST(Automation, LevelsMoveInDecibelsAndThrough60BelowFromNothing) {
  Automation track(Quantity::level, 0.0);
  track.arrive(Seconds(10), {Seconds(4)}, 0.1);
  track.arrive(Seconds(20), {Seconds(4)}, 10.0);
  track.arrive(Seconds(30), {Seconds(4)}, 0.0);
  EXPECT_EQ(track.at(Seconds(6)), 0.0);
  EXPECT_NEAR(20 * std::log10(track.at(Seconds(8))), -20.0 - 30.0, 1e-9);
  EXPECT_NEAR(20 * std::log10(track.at(Seconds(18))), 0.0, 1e-9);
  EXPECT_NEAR(20 * std::log10(track.at(Seconds(27))), 20.0 - 15.0, 1e-9);
  EXPECT_EQ(track.at(Seconds(30)), 0.0);
  EXPECT_LT(track.at(Seconds(29.9999)), 1e-5) << "no step at its end";
}

TEST(Automation, TheSecondOfTwoCutsWaits) {
  Automation track = amplitude(0.0);
  track.arrive(Seconds(1), {}, 1.0);
  track.arrive(Seconds(1.004), {}, 0.25);
  EXPECT_EQ(track.at(Seconds(1.010)), 1.0);
  EXPECT_EQ(track.at(Seconds(1.020)), 0.25);
}

TEST(Automation, TakingOverBeginsWhereItIs) {
  Automation track = amplitude(0.0);
  track.arrive(Seconds(2), {Seconds(2)}, 1.0);
  track.arrive(Seconds(1), {}, 0.0, /*takes_over=*/true);
  EXPECT_NEAR(track.at(Seconds(1.0001)), 0.5, 1e-3);
  EXPECT_EQ(track.at(Seconds(1.5)), 0.0);
}

TEST(Automation, TakingOverForgetsWhatWasToCome) {
  Automation track = amplitude(1.0);
  track.arrive(Seconds(0), {}, 0.1, /*takes_over=*/true);
  track.arrive(Seconds(1.4), {Seconds(0.8)}, 1.0);
  track.arrive(Seconds(0.3), {}, 0.1, /*takes_over=*/true);
  track.arrive(Seconds(1.7), {Seconds(0.8)}, 1.0);
  EXPECT_EQ(track.at(Seconds(0.85)), 0.1) << "the second stillness lasts as long as the first";
  EXPECT_NEAR(track.at(Seconds(1.3)), 0.55, 1e-9);
  EXPECT_EQ(track.at(Seconds(1.7)), 1.0);
}

}  // namespace
}  // namespace otoscape::scene
