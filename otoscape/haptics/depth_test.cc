// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/depth.h"

#include <gtest/gtest.h>

#include "otoscape/haptics/device.h"
#include "otoscape/haptics/rhythm.h"

namespace otoscape::haptics {
namespace {

TEST(Depth, GrowsFromTheGradeOfNoLossToThatOfCompleteLoss) {
  EXPECT_EQ(loss_share(DbHl(-10.0)), 0.0);
  EXPECT_EQ(loss_share(DbHl(20.0)), 0.0);
  EXPECT_DOUBLE_EQ(loss_share(DbHl(57.5)), 0.5);
  EXPECT_EQ(loss_share(DbHl(120.0)), 1.0);
  EXPECT_DOUBLE_EQ(depth(1.0, 1.0).world_lin, 1.0);
  EXPECT_NEAR(depth(1.0, 0.0).world_lin, 0.3548, 1e-4);  // −9 dB
  EXPECT_NEAR(depth(0.0, 1.0).world_lin, 0.2512, 1e-4);  // −12 dB: the room has no loss
  EXPECT_EQ(depth(0.0, 1.0).rhythm_lin, 0.0);
  EXPECT_EQ(depth(1.0, 0.0).rhythm_lin, 0.0);
  EXPECT_EQ(depth(0.5, 1.0).rhythm_lin, 0.5);
}

TEST(Device, SkinFeelsBestNear250Hz) {
  EXPECT_EQ(skin_threshold_db(Hertz(250.0)), 0.0);
  EXPECT_DOUBLE_EQ(skin_threshold_db(Hertz(125.0)), 12.0);
  EXPECT_DOUBLE_EQ(skin_threshold_db(Hertz(500.0)), 12.0);
  EXPECT_EQ(skin_threshold_db(Hertz(30.0)), skin_threshold_db(Hertz(60.0)));
  EXPECT_DOUBLE_EQ(evened_db(facts_of(Device::chest), Hertz(125.0)), 3.0);
  EXPECT_EQ(evened_db(facts_of(Device::wrist), Hertz(30.0)), kMostEvenedDb);
}

TEST(Device, IsFoundByItsName) {
  for (const Device device : kDevices) EXPECT_EQ(device_named(facts_of(device).name), device);
  EXPECT_FALSE(device_named("sofa"));
}

TEST(Rhythm, AStrokeIsSuddenAndLoud) {
  const auto power = [](double lu) { return static_cast<float>(std::pow(10.0, lu / 10.0)); };
  EXPECT_EQ(stroke(power(14.0), power(2.0)), 1.0f);
  EXPECT_EQ(stroke(power(14.0), power(12.0)), 0.0f);  // not sudden
  EXPECT_EQ(stroke(power(1.0), power(-40.0)), 0.0f);  // not loud
  EXPECT_GT(stroke(power(8.0), power(-40.0)), 0.4f);
}

TEST(Rhythm, RingingKeepsToItsLevels) {
  const auto power = [](double lu) { return static_cast<float>(std::pow(10.0, lu / 10.0)); };
  EXPECT_EQ(ringing_lin(0.0f), 0.0f);
  EXPECT_NEAR(20.0 * std::log10(ringing_lin(power(-28.0))), -34.0, 0.01);
  EXPECT_NEAR(20.0 * std::log10(ringing_lin(power(10.0))), -32.0, 0.01);
}

}  // namespace
}  // namespace otoscape::haptics
