// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit.h"

#include <gtest/gtest.h>

namespace otoscape::ear {
namespace {

using hearing::Audiogram;
using hearing::EarProfile;

constexpr std::size_t kAt1kHz = 72;

EarProfile air_of(double db) {
  EarProfile ear;
  ear.air = *Audiogram::make({{Hertz(1000), DbHl(db)}});
  return ear;
}

TEST(Fit, WideningIsContinuousThroughTheClassCentres) {
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(0)).lower, 1.0);
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(15)).upper, 1.0);
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(25)).lower, 1.6);
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(35)).lower, 2.0);
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(45)).upper, 1.6);
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(70)).lower, 4.0);
  EXPECT_DOUBLE_EQ(auto_widening(DbHl(120)).upper, 2.0);
}

TEST(Fit, AnAirBoneGapIsConductiveAndWidensNothing) {
  EarProfile ear = air_of(60);
  ear.bone = *Audiogram::make({{Hertz(1000), DbHl(10)}});
  const auto params = fit(ear, true);
  EXPECT_FLOAT_EQ(params.loss_db_hl[kAt1kHz], 10.0f);
  EXPECT_FLOAT_EQ(params.attenuation_db[kAt1kHz], 50.0f);
  EXPECT_FALSE(params.smearing);
  EXPECT_FALSE(params.typical());
}

TEST(Fit, BoneWorseThanAirIsNoGap) {
  EarProfile ear = air_of(20);
  ear.bone = *Audiogram::make({{Hertz(1000), DbHl(40)}});
  EXPECT_FLOAT_EQ(fit(ear, true).loss_db_hl[kAt1kHz], 20.0f);
  EXPECT_FLOAT_EQ(fit(ear, true).attenuation_db[kAt1kHz], 0.0f);
}

TEST(Fit, LossesAreHeldBetweenZeroAndTheLawsLimit) {
  EXPECT_TRUE(fit(air_of(-15), true).typical());
  EXPECT_FLOAT_EQ(fit(air_of(130), true).loss_db_hl[kAt1kHz], 104.0f);
  EXPECT_FLOAT_EQ(fit(air_of(130), true).attenuation_db[kAt1kHz], 0.0f);
}

TEST(Fit, NoResponseIsSilence) {
  EarProfile ear;
  ear.air = *Audiogram::make({{Hertz(1000), DbHl(0), false}});
  EXPECT_GE(fit(ear, true).attenuation_db[kAt1kHz], 200.0f);
}

TEST(Fit, SmearingCanBeSwitchedAndFixed) {
  EXPECT_TRUE(fit(air_of(60), true).smearing);
  EXPECT_FALSE(fit(air_of(60), false).smearing);
  EarProfile ear = air_of(60);
  ear.smearing = hearing::SmearingOff{};
  EXPECT_FALSE(fit(ear, true).smearing);
  ear.smearing = hearing::SmearingFactors{3.0, 1.5};
  EXPECT_FLOAT_EQ(fit(ear, true).smearing->lower[10], 3.0f);
  ear.air = Audiogram();
  EXPECT_FALSE(fit(ear, true).typical());
}

}  // namespace
}  // namespace otoscape::ear
