// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/ringing_sinking.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

namespace otoscape::render::inside {
namespace {

// Some seconds of a level in LU.
using Parts = std::vector<std::pair<double, double>>;
std::vector<float> rows(const Parts& parts) {
  std::vector<float> all;
  for (const auto& [seconds, lu] : parts)
    all.insert(all.end(), static_cast<std::size_t>(std::lround(seconds * 10.0)),
               static_cast<float>(lu));
  return all;
}

std::vector<float> gains(const Parts& world, const Parts& layer, bool masking, bool inhibition,
                         const Parts& near) {
  const auto all = rows(world), own = rows(layer), at_pitch = rows(near);
  return sinking_gains_db({all, at_pitch, own}, masking, inhibition);
}
// Of a layer at −30 LU.
std::vector<float> sinks(const Parts& world, double seconds) {
  return gains(world, {{seconds, -30.0}}, true, false, world);
}

// Half a second takes it down, some seconds bring it back.
TEST(RingingSinking, FollowsALoudWorldWithItsTimeConstants) {
  const auto all = sinks({{10, -60}, {10, 0}, {20, -60}}, 40.0);
  for (std::size_t r = 0; r < 100; ++r) EXPECT_EQ(all[r], 0.0f);
  for (int r = 0; r < 20; ++r) {
    const double t = 0.1 * (r + 1);
    EXPECT_NEAR(all[static_cast<std::size_t>(100 + r)], -12.0 * (1.0 - std::exp(-t / 0.35)), 0.01);
    EXPECT_NEAR(all[static_cast<std::size_t>(200 + r)], -12.0 * std::exp(-t / 2.5), 0.01);
  }
  EXPECT_NEAR(all[199], -12.0, 0.001);
  EXPECT_NEAR(all[249], -12.0 * std::exp(-2.0), 0.01);
}

TEST(RingingSinking, DependsOnHowFarTheWorldStandsAboveIt) {
  const auto steady = [](double world_lu, double layer_lu) {
    const Parts world = {{5, world_lu}};
    return gains(world, {{5, layer_lu}}, true, false, world).back();
  };
  EXPECT_EQ(steady(-18.0, -30.0), 0.0f);  // 12 LU above it: not yet
  EXPECT_NEAR(steady(-10.0, -30.0), -6.0f, 1e-4f);
  EXPECT_NEAR(steady(-2.0, -30.0), -12.0f, 1e-4f);
  EXPECT_NEAR(steady(20.0, -30.0), -12.0f, 1e-4f);
  EXPECT_NEAR(steady(-10.0, -38.0), -12.0f, 1e-4f);
  EXPECT_EQ(steady(-10.0, -20.0), 0.0f);
}

// What a film begins with has sunk it already: no ringing that dives in the first half second.
TEST(RingingSinking, BeginsSettled) {
  EXPECT_NEAR(sinks({{5, 0}}, 5.0).front(), -12.0f, 1e-4f);
  EXPECT_EQ(sinks({{5, -60}}, 5.0).front(), 0.0f);
}

// 22 LU above it near its pitch for half a minute; then back with 30 s. Pauses keep it from it.
TEST(RingingSinking, ALongLoudSoundNearItsPitchLeavesItSofter) {
  const auto inhibited = [](double near_lu) {
    const Parts near = {{5, -60}, {30, near_lu}, {60, -60}};
    return gains({{95, -60}}, {{95, -30}}, false, true, near);
  };
  const auto all = inhibited(2.0);  // full from 32 above on
  const double peak = -8.0 * (1.0 - std::exp(-(30.0 - 1.8) / 20.0));
  EXPECT_NEAR(all[355], peak, 0.15);
  EXPECT_NEAR(all[655], all[355] * std::exp(-1.0), 0.05);
  EXPECT_EQ(inhibited(-8.5)[355], 0.0f);
  EXPECT_NEAR(inhibited(-3.0)[355], 0.5 * peak, 0.15);
  Parts talk;
  for (int i = 0; i < 20; ++i) talk.insert(talk.end(), {{2.0, 10.0}, {1.0, -60.0}});
  EXPECT_GT(gains({{60, -60}}, {{60, -30}}, false, true, talk).back(), -0.4f);
}

TEST(RingingSinking, EachSwitchAloneDoesItsPart) {
  const Parts loud = {{60, 10}};
  EXPECT_EQ(gains(loud, {{60, -30}}, false, false, loud).back(), 0.0f);
  EXPECT_NEAR(gains(loud, {{60, -30}}, true, true, loud).back(),
              gains(loud, {{60, -30}}, true, false, loud).back() +
                  gains(loud, {{60, -30}}, false, true, loud).back(),
              1e-4f);
}

}  // namespace
}  // namespace otoscape::render::inside
