// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/loudness_growth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

// Expected values: computed with the public Nucleus toolbox's functions (Swanson 2008 describes
// them); currents as Cochlear publishes them, to the digits shown.

namespace otoscape::implant {
namespace {

double lin(double db) { return std::pow(10.0, db / 20.0); }
double db(double lin) { return 20.0 * std::log10(lin); }

TEST(LoudnessGrowth, SteepnessHasItsTabledAlpha) {
  const std::pair<double, double> table[] = {{10, 124688}, {15, 2480.2},  {20, 340.834},
                                             {25, 99.0},   {30, 41.0465}, {35, 20.563},
                                             {40, 11.436}, {50, 3.9858}};
  for (const auto& [q, alpha] : table) {
    EXPECT_NEAR(alpha_of_q(q, 0.01, 1.0) / alpha, 1.0, 1e-4) << "Q " << q;
  }
}

TEST(LoudnessGrowth, OtherDynamicRangesHaveTheirOwnAlpha) {
  const std::pair<double, double> q20[] = {
      {30, 442.90}, {40, 340.834}, {45, 324.1}, {50, 315.2}, {60, 307.7}};
  for (const auto& [range_db, alpha] : q20) {
    EXPECT_NEAR(alpha_of_q(20, lin(-range_db), 1.0) / alpha, 1.0, 2e-4) << range_db << " dB";
  }
  EXPECT_NEAR(alpha_of_q(20, 4.0 / 256, 150.0 / 256) / 416.2063, 1.0, 1e-4);
  EXPECT_NEAR(alpha_of_q(25, 4.0 / 256, 150.0 / 256) / 116.94, 1.0, 1e-4);
  EXPECT_NEAR(alpha_of_q(30, 4.0 / 256, 150.0 / 256) / 47.57, 1.0, 1e-4);
}

TEST(LoudnessGrowth, EnvelopesGrowAsTabled) {
  const GrowthParams growth;  // 40 dB, Q 20
  const std::pair<double, double> table[] = {
      {0, 1},         {-3, .940295},  {-6, .880378},  {-10, .8},      {-15, .698245},
      {-20, .593944}, {-25, .484776}, {-30, .365678}, {-35, .223292}, {-38, .109238}};
  for (const auto& [u_db, v] : table) EXPECT_NEAR(grown(growth, lin(u_db)), v, 2e-6) << u_db;
  EXPECT_EQ(grown(growth, 0.01), 0.0);
  EXPECT_EQ(grown(growth, 10.0), 1.0);
  EXPECT_EQ(grown(growth, 0.00999), -1.0);
  EXPECT_EQ(grown(growth, 0.0), -1.0);
}

TEST(LoudnessGrowth, TheWayBackIsAsTabled) {
  const GrowthParams growth;
  const std::pair<double, double> table[] = {{.1, -38.20}, {.2, -35.69}, {.3, -32.46}, {.4, -28.62},
                                             {.5, -24.32}, {.6, -19.71}, {.7, -14.91}, {.8, -10},
                                             {.9, -5.02},  {1, 0}};
  for (const auto& [v, u_db] : table) EXPECT_NEAR(db(ungrown(growth, v)), u_db, 0.006) << v;
  EXPECT_EQ(ungrown(growth, 0.0), growth.base);
  EXPECT_EQ(ungrown(growth, -1.0), growth.base);
  EXPECT_GT(ungrown(growth, 1.1), 1.0);
}

TEST(LoudnessGrowth, TheWayBackUndoesTheWayThere) {
  GrowthParams maplaw{.alpha = 500.0}, decibels{.growth = Growth::decibels, .base = lin(-59.9)};
  for (const GrowthParams& growth : {GrowthParams{}, maplaw, decibels}) {
    for (double v = 0.01; v <= 1.0; v += 0.01) {
      EXPECT_NEAR(grown(growth, ungrown(growth, v)), v, 1e-9);
    }
  }
}

TEST(LoudnessGrowth, InDecibelsHalfTheRangeIsHalfTheWay) {
  const GrowthParams growth{.growth = Growth::decibels, .base = lin(-60)};
  EXPECT_NEAR(grown(growth, lin(-30)), 0.5, 1e-12);
  EXPECT_NEAR(grown(growth, lin(-15)), 0.75, 1e-12);
  EXPECT_EQ(grown(growth, lin(-61)), -1.0);
  EXPECT_EQ(grown(growth, lin(6)), 1.0);
}

TEST(LoudnessGrowth, LevelsAreTheirChipsCurrents) {
  struct Row {
    double level, cic4_ua, cic3_ua;
  };
  const Row table[] = {{1, 17.8, 10.2},     {50, 43.2, 27.5},    {100, 106.5, 75.8},
                       {120, 152.8, 113.6}, {150, 262.7, 208.7}, {180, 451.7, 383.1},
                       {200, 648.1, 574.4}, {220, 930.1, 861.3}, {255, 1750, 1750}};
  for (const Row& row : table) {
    EXPECT_NEAR(current_ua(Chip::cic4, row.level), row.cic4_ua, 0.051);
    EXPECT_NEAR(current_ua(Chip::cic3, row.level), row.cic3_ua, 0.051);
    EXPECT_NEAR(level_of(Chip::cic3, current_ua(Chip::cic3, row.level)), row.level, 1e-9);
    EXPECT_NEAR(level_of(Chip::cic4, current_ua(Chip::cic4, row.level)), row.level, 1e-9);
  }
  EXPECT_NEAR(db(current_ua(Chip::cic4, 101) / current_ua(Chip::cic4, 100)), 0.157, 5e-4);
  EXPECT_NEAR(db(current_ua(Chip::cic3, 101) / current_ua(Chip::cic3, 100)), 0.176, 5e-4);
  EXPECT_EQ(current_ua(Chip::cic4, 0), 0.0);
  EXPECT_EQ(level_of(Chip::cic4, 0.0), 0.0);
  EXPECT_EQ(current_ua(Chip::micro_amperes, 321.5), 321.5);
}

}  // namespace
}  // namespace otoscape::implant
