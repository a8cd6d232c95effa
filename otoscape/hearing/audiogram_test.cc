// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/audiogram.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::hearing {
namespace {

Threshold point(double hz, double db) { return {Hertz(hz), DbHl(db)}; }
Threshold none(double hz) { return {Hertz(hz), kNoResponse, false}; }

TEST(Audiogram, IsLinearInDecibelsOverLogFrequency) {
  const auto a = Audiogram::make({point(4000, 60), point(1000, 20)});
  ASSERT_TRUE(a);
  EXPECT_DOUBLE_EQ(a->at(Hertz(2000)).value(), 40.0);
  EXPECT_DOUBLE_EQ(a->at(Hertz(100)).value(), 20.0);
  EXPECT_DOUBLE_EQ(a->at(Hertz(16000)).value(), 60.0);
}

TEST(Audiogram, NoResponseCountsAs120BetweenPointsAndIsSilentFrom110) {
  const auto a = *Audiogram::make({point(1000, 60), none(4000)});
  EXPECT_DOUBLE_EQ(a.at(Hertz(2000)).value(), 90.0);
  EXPECT_FALSE(a.silent_at(Hertz(2000)));
  EXPECT_TRUE(a.silent_at(Hertz(4000)));
  EXPECT_TRUE(a.silent_at(Hertz(9000)));
  const double hz_at_110 = 1000.0 * std::exp2(2.0 * 50.0 / 60.0);
  EXPECT_FALSE(a.silent_at(Hertz(hz_at_110 * 0.99)));
  EXPECT_TRUE(a.silent_at(Hertz(hz_at_110 * 1.01)));
}

TEST(Audiogram, AHighNumberIsNotSilence) {
  EXPECT_FALSE(Audiogram::make({point(1000, 125)})->silent_at(Hertz(1000)));
}

TEST(Audiogram, RefusesWhatNoAudiometerPrints) {
  EXPECT_FALSE(Audiogram::make({}));
  EXPECT_FALSE(Audiogram::make({point(-500, 20)}));
  EXPECT_FALSE(Audiogram::make({point(0, 20)}));
  EXPECT_FALSE(Audiogram::make({point(500, 131)}));
  EXPECT_FALSE(Audiogram::make({point(500, -21)}));
  EXPECT_FALSE(Audiogram::make({point(500, NAN)}));
  EXPECT_FALSE(Audiogram::make({point(500, 10), point(500, 20)}));
  EXPECT_TRUE(Audiogram::make({point(500, -20), point(1000, 130)}));
}

}  // namespace
}  // namespace otoscape::hearing
