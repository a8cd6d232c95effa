// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/sphere.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace otoscape::spatial {
namespace {

constexpr double kTravelSeconds = kHeadRadiusM / kSoundSpeedMPerS;  // of one radius

double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

double level_db(double angle_deg, double hz) {
  return 20.0 * std::log10(std::abs(sphere_pressure(radians(angle_deg), Hertz(hz))));
}

// Interaural phase delay, right ear after left, for a source at `azimuth_deg` to the left.
double phase_delay(double azimuth_deg, double hz) {
  const auto left = sphere_pressure(radians(90.0 - azimuth_deg), Hertz(hz)),
             right = sphere_pressure(radians(90.0 + azimuth_deg), Hertz(hz));
  return std::arg(left / right) / (2.0 * std::numbers::pi * hz);
}

// Interaural delay of the energy around `hz`.
double group_delay(double azimuth_deg, double hz) {
  const double step = 10.0;
  const auto across = [&](double at) {
    return sphere_pressure(radians(90.0 - azimuth_deg), Hertz(at)) /
           sphere_pressure(radians(90.0 + azimuth_deg), Hertz(at));
  };
  return std::arg(across(hz + step) / across(hz)) / (2.0 * std::numbers::pi * step);
}

// Kuhn (1977): 3 (a/c) sin θ where the head is small beside the wavelength.
TEST(Sphere, LowInterauralDelaysAreKuhns) {
  for (const double azimuth : {15.0, 30.0, 60.0, 90.0}) {
    const double expected = 3.0 * kTravelSeconds * std::sin(radians(azimuth));
    EXPECT_NEAR(phase_delay(azimuth, 100.0), expected, 0.02 * expected) << azimuth;
  }
}

// Woodworth (1938): (a/c)(θ + sin θ), 0.66 ms at the side. High frequencies come nearer to it from
// below; at 90° the two ways round the back interfere.
TEST(Sphere, HighInterauralDelaysAreWoodworths) {
  for (const double azimuth : {15.0, 30.0, 45.0, 60.0}) {
    const double theta = radians(azimuth), expected = kTravelSeconds * (theta + std::sin(theta));
    double sum = 0.0;
    for (int n = 0; n < 50; ++n) sum += group_delay(azimuth, 5000.0 + 100.0 * n) / 50.0;
    EXPECT_NEAR(sum, expected, 0.06 * expected) << azimuth;
  }
}

// Duda & Martens (1998): +6 dB towards the source at high frequencies; the "bright spot" behind
// the head is not more than 0 dB there and brighter than the ring around it; nothing at low ones.
TEST(Sphere, ShadowGrowsWithFrequency) {
  EXPECT_NEAR(level_db(0.0, 16000.0), 6.0, 0.3);
  EXPECT_NEAR(level_db(0.0, 50.0), 0.0, 0.1);
  EXPECT_NEAR(level_db(180.0, 50.0), 0.0, 0.1);
  double before = 0.0;
  for (const double hz : {300.0, 1000.0, 3000.0, 10000.0}) {
    const double across = level_db(45.0, hz) - level_db(135.0, hz);
    EXPECT_GT(across, before + 0.1) << hz;
    before = across;
  }
  EXPECT_GT(level_db(180.0, 4000.0), level_db(155.0, 4000.0) + 6.0);
}

TEST(Sphere, EveryFrequencyAndAngleIsFinite) {
  for (double hz = 0.0; hz < 96000.0; hz = hz * 1.3 + 0.001) {
    for (const double angle : {0.0, 1e-9, 90.0, 179.999, 180.0}) {
      const double level = std::abs(sphere_pressure(radians(angle), Hertz(hz)));
      EXPECT_TRUE(level > 0.0 && level < 2.1) << hz << " " << angle << " " << level;
    }
  }
}

TEST(Sphere, AnglesAreToTheEars) {
  EXPECT_NEAR(angle_to_ear_rad({90.0, 0.0}, Ear::left), 0.0, 1e-6);
  EXPECT_NEAR(angle_to_ear_rad({90.0, 0.0}, Ear::right), radians(180.0), 1e-6);
  EXPECT_NEAR(angle_to_ear_rad({-30.0, 0.0}, Ear::right), radians(60.0), 1e-9);
  EXPECT_NEAR(angle_to_ear_rad({77.0, 90.0}, Ear::right), radians(90.0), 1e-9);
  // cos = sin 45° cos 45°
  EXPECT_NEAR(angle_to_ear_rad({45.0, 45.0}, Ear::left), radians(60.0), 1e-9);
}

}  // namespace
}  // namespace otoscape::spatial
