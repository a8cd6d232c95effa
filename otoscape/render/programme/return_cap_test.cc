// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/return_cap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace otoscape::render::programme {
namespace {

using Rise = Rise;

ReturnCap ramp(double lu, double over, double cap = 20.0) {
  return {{{Seconds(1.0), Seconds(1.0 + over), lu}}, cap};
}
double at(const ReturnCap& cap, double time) { return cap.gain_db(Seconds(time)); }

// Seconds after 1.0 at which the gain is 0 again for good.
double finished(const ReturnCap& cap) {
  double last = 0.0;
  for (double t = 1.0; t < 4.0; t += 0.0005)
    if (at(cap, t) < 0.0) last = t - 1.0;
  return last;
}
double largest_action(const ReturnCap& cap) {
  double most = 0.0;
  for (double t = 0.9; t < 4.0; t += 0.0005) most = std::max(most, -at(cap, t));
  return most;
}

// A ramp of 10 ms and longer: largest action in dB, finished after seconds.
TEST(ReturnCap, ActsOnRampsAsDesigned) {
  struct Row {
    double lu, over, action, done;
  };
  constexpr Row kRows[] = {
      {20, 0.01, 0, 0},   {20, 0.1, 0, 0},    {30, 0.01, 10, .14}, {30, 0.1, 6, .18},
      {30, 0.2, 2, .23},  {30, 0.4, 0, 0},    {40, 0.01, 19, .20}, {40, 0.1, 15, .25},
      {40, 0.2, 10, .30}, {40, 0.4, 0, 0},    {47, 0.01, 26, .23}, {47, 0.1, 21, .28},
      {47, 0.2, 15, .33}, {47, 0.4, 3, .43},  {60, 0.01, 39, .27}, {60, 0.1, 32, .32},
      {60, 0.2, 25, .37}, {60, 0.4, 10, .47}, {60, 0.8, 0, 0},     {60, 1.6, 0, 0},
  };
  for (const Row& row : kRows) {
    const ReturnCap cap = ramp(row.lu, row.over);
    EXPECT_NEAR(largest_action(cap), row.action, 1.0) << row.lu << " LU over " << row.over;
    EXPECT_NEAR(finished(cap), row.done, 0.01) << row.lu << " LU over " << row.over;
    EXPECT_EQ(cap.rests(), row.action == 0.0) << row.lu << " LU over " << row.over;
  }
}

TEST(ReturnCap, ACutIsHeldAndThenReleased) {
  const ReturnCap cap = ramp(50.0, 0.0);
  const auto stands = [&](double after) { return 50.0 + at(cap, 1.0 + after); };
  EXPECT_EQ(at(cap, 0.9999), 0.0);
  EXPECT_NEAR(stands(0.0), 20.0, 1e-9);
  EXPECT_NEAR(stands(0.010), 20.0 + 50.0 / 40.0, 1e-6);
  EXPECT_LT(stands(0.2399), 50.0);
  EXPECT_EQ(stands(0.2401), 50.0);  // 400 (1 − 20/50) ms
  double last = stands(0.0);
  for (double t = 0.001; t < 1.0; t += 0.001) {
    EXPECT_GE(stands(t), last);
    last = stands(t);
  }
}

TEST(ReturnCap, RestsExactly) {
  for (double over : {0.0, 0.001, 0.01, 0.3, 5.0}) {
    const ReturnCap twenty = ramp(20.0, over), fall = ramp(-60.0, over);
    const ReturnCap slow = ramp(60.0, 0.8 + over);
    for (double t = 0.0; t < 8.0; t += 0.0007) {
      EXPECT_EQ(at(twenty, t), 0.0);
      EXPECT_EQ(at(fall, t), 0.0);
      EXPECT_EQ(at(slow, t), 0.0);
    }
    EXPECT_TRUE(twenty.rests() && fall.rests() && slow.rests());
  }
  EXPECT_TRUE(ReturnCap({}, 20.0).rests());
  EXPECT_EQ(at(ReturnCap({}, 20.0), 3.0), 0.0);
  EXPECT_FALSE(ramp(20.1, 0.0).rests());  // the control
}

TEST(ReturnCap, AFlashOfDeafnessIsFreeWhereItIsShort) {
  for (auto [flash, action] : {std::pair{0.1, 0.0}, {0.3, 25.0}, {0.5, 40.0}}) {
    const ReturnCap cap(
        {{Seconds(1.0), Seconds(1.0), -60.0}, {Seconds(1.0 + flash), Seconds(1.0 + flash), 60.0}},
        20.0);
    EXPECT_NEAR(largest_action(cap), action, 0.2) << flash;
  }
}

TEST(ReturnCap, CutsInARowAddUp) {
  std::vector<Rise> three;
  for (double t : {1.0, 1.1, 1.2}) three.push_back({Seconds(t), Seconds(t), 20.0});
  const ReturnCap cap(three, 20.0);
  EXPECT_NEAR(largest_action(cap), 25.0, 0.2);
  ASSERT_EQ(cap.actions().size(), 1u);
  EXPECT_NEAR(cap.actions()[0].time.value(), 1.1, 1e-9);
  EXPECT_NEAR(cap.actions()[0].rise_lu, 60.0, 1e-9);
  EXPECT_NEAR(cap.actions()[0].excess_lu, 25.0, 1e-9);
}

TEST(ReturnCap, ReportsWhatItDid) {
  const ReturnCap cap({{Seconds(1.0), Seconds(1.0), 50.0},
                       {Seconds(2.0), Seconds(2.0), -50.0},
                       {Seconds(3.0), Seconds(3.0), 15.0},
                       {Seconds(4.0), Seconds(4.1), 40.0}},
                      20.0);
  ASSERT_EQ(cap.actions().size(), 2u);
  EXPECT_EQ(cap.actions()[0].time, Seconds(1.0));
  EXPECT_NEAR(cap.actions()[0].rise_lu, 50.0, 1e-9);
  EXPECT_NEAR(cap.actions()[0].excess_lu, 30.0, 1e-9);
  EXPECT_NEAR(cap.actions()[1].time.value(), 4.075, 0.026);
  EXPECT_NEAR(cap.actions()[1].rise_lu, 40.0, 1e-9);
  EXPECT_NEAR(cap.actions()[1].excess_lu, 15.0, 0.01);
}

TEST(ReturnCap, TheLegThatGoesOutDoesNotKnowTheChange) {
  const ReturnCap cap({{Seconds(1.0), Seconds(1.0), 50.0}, {Seconds(1.1), Seconds(1.1), 30.0}},
                      20.0);
  const ReturnCap first({{Seconds(1.0), Seconds(1.0), 50.0}}, 20.0);
  for (double t = 1.1; t < 1.4; t += 0.01) {
    EXPECT_EQ(cap.gain_db_before(Seconds(t), Seconds(1.1)), at(first, t));
    EXPECT_LE(at(cap, t), at(first, t));
    EXPECT_EQ(cap.gain_db_before(Seconds(t), Seconds(1.0)), 0.0);
    EXPECT_EQ(cap.gain_db_before(Seconds(t), Seconds(9.0)), at(cap, t));
  }
}

TEST(ReturnCap, AnotherCapHoldsAnotherRise) {
  for (double lu : {6.0, 40.0}) {
    EXPECT_NEAR(-at(ramp(50.0, 0.0, lu), 1.0), 50.0 - lu, 1e-9);
    EXPECT_NEAR(finished(ramp(50.0, 0.0, lu)), 0.4 * (1.0 - lu / 50.0), 0.001);
  }
}

// Many small rises are one ramp, whatever came long before.
TEST(ReturnCap, KnowsOnlyTheLast400Milliseconds) {
  std::vector<Rise> pieces = {{Seconds(-3000.0), Seconds(0.0), 70.0}};
  for (int i = 0; i < 10; ++i)
    pieces.push_back({Seconds(1.0 + 0.01 * i), Seconds(1.0 + 0.01 * (i + 1)), 4.0});
  const ReturnCap cap(pieces, 20.0), whole = ramp(40.0, 0.1);
  for (double t = 0.0; t < 2.0; t += 0.001) EXPECT_NEAR(at(cap, t), at(whole, t), 1e-6) << t;
}

}  // namespace
}  // namespace otoscape::render::programme
