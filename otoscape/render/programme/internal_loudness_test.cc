// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/internal_loudness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace otoscape::render::programme {
namespace {

using hearing::TinnitusLayer;

TEST(InternalLoudness, ALayersLoudnessIsItsLevelAndItsWeight) {
  const Calibration calibration(DbSpl(88.0));
  const auto lufs = [&](TinnitusLayer::Kind kind, double hz) {
    TinnitusLayer layer{"", kind, Hertz(hz)};
    layer.drift = false;
    return ringing_lufs(layer, DbSpl(88.0), calibration);
  };
  using Kind = TinnitusLayer::Kind;
  const std::pair<double, double> kWeights[] = {{60, -2.9},  {120, -0.8}, {250, -0.2},
                                                {1000, 0.7}, {2000, 3.1}, {6000, 4.0}};
  for (auto [hz, k] : kWeights) EXPECT_NEAR(lufs(Kind::tone, hz), -0.69 + k, 0.1) << hz;
  EXPECT_NEAR(lufs(Kind::low_fluctuating, 250.0) - lufs(Kind::tone, 250.0), 3.2, 1e-9);
  TinnitusLayer drifts{"", Kind::tone, Hertz(1000)};
  EXPECT_NEAR(ringing_lufs(drifts, DbSpl(48.0), calibration), lufs(Kind::tone, 1000.0) - 40.0 + 3.7,
              1e-9);
  EXPECT_NEAR(ringing_lufs(drifts, DbSpl(48.0), calibration, InternalOver::long_term),
              lufs(Kind::tone, 1000.0) - 40.0, 1e-9);
  drifts.kind = Kind::pulsatile;
  drifts.pitch = Hertz(250.0);
  EXPECT_NEAR(ringing_lufs(drifts, DbSpl(88.0), calibration) - lufs(Kind::tone, 250.0), 3.89, 0.01);
}

TEST(InternalLoudness, BodySourcesAddTheirEnergies) {
  const Calibration calibration(DbSpl(88.0));
  scene::BodyLevels heart{.heart_lin = 1.0}, breath{.breath_lin = 1.0};
  const double h = body_lufs(heart, calibration), b = body_lufs(breath, calibration);
  EXPECT_NEAR(h, 55.0 - 88.0 - 0.69 + 3.01 - 4.8 + 2.2, 0.01);
  EXPECT_NEAR(b, 50.0 - 88.0 - 0.69 + 3.01 - 0.3 + 4.3, 0.01);
  scene::BodyLevels both{.breath_lin = 0.5, .heart_lin = 2.0};
  const double sum = std::pow(10, (b - 6.02) / 10) + std::pow(10, (h + 6.02) / 10);
  EXPECT_NEAR(body_lufs(both, calibration), 10 * std::log10(sum), 0.01);
  EXPECT_NEAR(body_lufs(heart, calibration, {1.0, 1.0}), h + 23.5, 0.01);
  EXPECT_EQ(body_lufs({}, calibration), -std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace otoscape::render::programme
