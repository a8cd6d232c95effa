// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit_haptics.h"

#include <gtest/gtest.h>

namespace otoscape::ear {
namespace {

hearing::EarProfile flat(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(500.0), DbHl(db_hl)}, {Hertz(4000.0), DbHl(db_hl)}});
  return ear;
}

TEST(FitHaptics, TheBetterEarDecides) {
  EXPECT_DOUBLE_EQ(threshold_for_depth(flat(80.0), flat(30.0)).value(), 30.0);
  EXPECT_DOUBLE_EQ(threshold_for_depth(flat(30.0), flat(80.0)).value(), 30.0);
}

TEST(FitHaptics, WhatIsWornCounts) {
  auto ear = flat(10.0);
  ear.worn.points = {{Hertz(1000.0), Decibels(25.0)}};
  EXPECT_DOUBLE_EQ(threshold_for_depth(ear, ear).value(), 35.0);
}

TEST(FitHaptics, AnImplantIsHeardWith) {
  auto ear = flat(120.0);
  EXPECT_DOUBLE_EQ(threshold_for_depth(ear, ear).value(), 120.0);
  ear.implant.emplace();
  ear.implant->adaptation = 1.0;
  EXPECT_EQ(threshold_for_depth(ear, ear), kImplantUsed);
  ear.implant->adaptation = 0.0;
  EXPECT_EQ(threshold_for_depth(ear, ear), kImplantNew);
  // Acoustic hearing that is better still is what counts.
  ear.air = flat(20.0).air;
  EXPECT_DOUBLE_EQ(threshold_for_depth(ear, ear).value(), 20.0);
}

}  // namespace
}  // namespace otoscape::ear
