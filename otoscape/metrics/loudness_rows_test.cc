// SPDX-License-Identifier: Apache-2.0
// EBU Tech 3342, cases 1 to 4: tones of 20 s at these levels have these loudness ranges, ±1 LU. The
// rows are exact, so that only the windows across two levels are left.

#include "otoscape/metrics/loudness_rows.h"

#include <gtest/gtest.h>

#include <cmath>

namespace otoscape::metrics {
namespace {

void add(LoudnessRows& rows, double lufs, double seconds) {
  for (int row = 0; row < std::lround(100.0 * seconds); ++row) {
    rows.add(std::isfinite(lufs) ? std::pow(10.0, 0.1 * (lufs + 0.691)) : 0.0);
  }
}

double range_of(std::initializer_list<double> levels_lufs) {
  LoudnessRows rows;
  for (double lufs : levels_lufs) add(rows, lufs, 20.0);
  return rows.range_lu().value_or(-1.0);
}

double integrated(std::initializer_list<std::pair<double, double>> levels_lufs_and_seconds) {
  LoudnessRows rows;
  for (const auto& [lufs, seconds] : levels_lufs_and_seconds) add(rows, lufs, seconds);
  return rows.integrated_lufs().value_or(-999.0);
}

TEST(IntegratedLoudness, LeavesOutWhatIsBelowItsGates) {
  EXPECT_NEAR(integrated({{-20, 10}}), -20.0, 1e-4);
  // What lies 1.5 LU below the relative gate would lie above it, were the absolute one missing.
  EXPECT_NEAR(integrated({{-71, 20}, {-20, 10}, {-34.5, 10}}), -20.0, 0.2);
  EXPECT_NEAR(integrated({{-20, 20}, {-34, 20}}), -20.0, 0.1);
  EXPECT_NEAR(integrated({{-20, 20}, {-32, 20}}), -22.75, 0.1);
  EXPECT_EQ(integrated({{-71, 20}}), -999.0);
}

// Of a burst as long as a block seven blocks have a part: a quarter, two … four and back.
TEST(IntegratedLoudness, IsThatOfBlocksThatOverlapByThreeQuarters) {
  EXPECT_NEAR(integrated({{-INFINITY, 1}, {-20, 0.4}, {-INFINITY, 1}}),
              -20.0 + 10.0 * std::log10(4.0 / 7.0), 1e-3);
  EXPECT_EQ(integrated({{-20, 0.39}}), -999.0);
}

TEST(LoudnessRange, IsAsTheStandardHasIt) {
  EXPECT_NEAR(range_of({-20, -30}), 10.0, 0.1);
  EXPECT_NEAR(range_of({-20, -15}), 5.0, 0.1);
  EXPECT_NEAR(range_of({-40, -20}), 20.0, 0.1);
  EXPECT_NEAR(range_of({-50, -35, -20, -35, -50}), 15.0, 0.1);
}

TEST(LoudnessRange, LeavesOutWhatIsBelowItsGates) {
  EXPECT_NEAR(range_of({-20, -30, -72}), 10.0, 0.1);  // below −70 LUFS
  EXPECT_NEAR(range_of({-20, -30, -60}), 10.0, 0.1);  // 20 LU below the mean
}

TEST(LoudnessRange, IsNothingOfSilenceAndOfAMoment) {
  EXPECT_EQ(range_of({-INFINITY}), -1.0);
  LoudnessRows rows;
  add(rows, -20.0, 2.9);
  EXPECT_FALSE(rows.range_lu());
}

TEST(LoudnessRows, FindTheLoudestWindow) {
  LoudnessRows rows;
  add(rows, -40.0, 5.0);
  add(rows, -20.0, 0.4);
  add(rows, -40.0, 5.0);
  const auto momentary = rows.loudest(LoudnessRows::kMomentary, 0, rows.rows());
  ASSERT_TRUE(momentary);
  EXPECT_NEAR(momentary->lufs, -20.0, 1e-3);
  EXPECT_EQ(momentary->first_row, 500);
  // 0.4 s at −20 and 2.6 s at −40 LUFS.
  const double wanted = 10.0 * std::log10((0.4 * 0.01 + 2.6 * 0.0001) / 3.0);
  EXPECT_NEAR(rows.loudest(LoudnessRows::kShortTerm, 0, rows.rows())->lufs, wanted, 1e-3);
  EXPECT_FALSE(rows.loudest(LoudnessRows::kMomentary, 500, 530));
}

TEST(LoudnessRows, AreNothingWhereThereIsNothing) {
  LoudnessRows rows;
  EXPECT_FALSE(rows.sum(0, 10).lufs());
  add(rows, -INFINITY, 1.0);
  EXPECT_FALSE(rows.sum(0, 100).lufs());
  add(rows, -160.0, 1.0);  // what is left of a filter's ringing
  EXPECT_FALSE(rows.sum(100, 200).lufs());
  EXPECT_FALSE(rows.loudest(LoudnessRows::kMomentary, 100, 200));
  EXPECT_FALSE(rows.loudest(LoudnessRows::kMomentary, 0, 100));
}

// A near silence behind a loud passage is read exactly: no running sum keeps its rounding.
TEST(LoudnessRows, ReadANearSilenceBehindAConcert) {
  LoudnessRows rows;
  add(rows, -5.0, 60.0);
  add(rows, -95.0, 10.0);
  EXPECT_NEAR(*rows.sum(6000, 7000).lufs(), -95.0, 1e-3);
  EXPECT_NEAR(rows.loudest(LoudnessRows::kMomentary, 6000, 7000)->lufs, -95.0, 1e-3);
}

}  // namespace
}  // namespace otoscape::metrics
