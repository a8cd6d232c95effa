// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "otoscape/units/calibration.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"
#include "otoscape/units/reference_threshold.h"
#include "otoscape/units/time.h"

namespace otoscape {
namespace {
using namespace units::literals;

TEST(Level, DifferenceOfTwoLevelsIsAGain) {
  EXPECT_DOUBLE_EQ((65_dB_SPL - 60_dB_SPL).value(), 5.0);
  EXPECT_DOUBLE_EQ((65_dB_SPL + 5_dB).value(), 70.0);
  EXPECT_DOUBLE_EQ(to_amplitude(20_dB), 10.0);
  EXPECT_DOUBLE_EQ(from_amplitude(0.1).value(), -20.0);
}

TEST(Calibration, HomePutsDialogueAt65AndCinemaPinkNoiseAt85) {
  // −23 LUFS in two equal channels of 997 Hz is an RMS of −26.01 dB in either.
  EXPECT_NEAR(Calibration::home().to_spl(DbFs(-26.01)).value(), 65.0, 0.02);
  // AES17 calls a full-scale sine 0 dBFS, so −20 dBFS there is an RMS of −23.01 dB re 1.0.
  EXPECT_NEAR(Calibration::cinema().to_spl(DbFs(-23.01)).value(), 85.0, 0.02);
}

TEST(Calibration, OnePascalIsNinetyFourDecibels) {
  EXPECT_NEAR(Calibration(kOnePascal).pascals_per_unit(), 1.0, 1e-12);
  EXPECT_NEAR(Calibration(DbSpl(120.0)).pascals_per_unit(), 20.0, 1e-9);
}

// Values of ISO 389-7:2005, and the mid-point rule between two of them.
TEST(ReferenceThreshold, FollowsTheStandard) {
  EXPECT_DOUBLE_EQ(reference_threshold(Hertz(1000)).value(), 2.4);
  EXPECT_DOUBLE_EQ(reference_threshold(Hertz(4000)).value(), -5.4);
  EXPECT_DOUBLE_EQ(reference_threshold(Hertz(125)).value(), 22.1);
  EXPECT_NEAR(reference_threshold(Hertz(std::sqrt(4000.0 * 5000.0))).value(), -3.45, 1e-9);
  EXPECT_DOUBLE_EQ(reference_threshold(Hertz(0)).value(), 78.5);
  EXPECT_DOUBLE_EQ(reference_threshold(Hertz(96000)).value(), 73.2);
}

TEST(ReferenceThreshold, HearingLevelAndPressureLevelRoundTrip) {
  const DbSpl spl = to_spl(40_dB_HL, Hertz(250));
  EXPECT_DOUBLE_EQ(spl.value(), 51.4);
  EXPECT_DOUBLE_EQ(to_hl(spl, Hertz(250)).value(), 40.0);
}

TEST(Time, FramesAreTheNearestWholeSample) {
  EXPECT_EQ(to_frames(Seconds(0.01), Hertz(44100)).value(), 441);
  EXPECT_EQ(to_frames(Seconds(1.0 / 3.0), Hertz(48000)).value(), 16000);
  EXPECT_DOUBLE_EQ(to_seconds(Frames(24000), Hertz(48000)).value(), 0.5);
}

}  // namespace
}  // namespace otoscape
