// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/level_step.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace otoscape::loss::msbg {
namespace {

std::vector<double> square_wave(std::size_t frames, double amplitude) {
  std::vector<double> x(frames);
  for (std::size_t n = 0; n < frames; ++n) x[n] = n % 100 < 50 ? amplitude : -amplitude;
  return x;
}

double gain_of(std::span<const double> first, std::span<const double> second = {}) {
  LevelMeter meter;
  meter.push(first, second);
  const auto gain = meter.gain();
  EXPECT_TRUE(gain);
  return gain ? *gain : std::numeric_limits<double>::quiet_NaN();
}

TEST(LevelStep, ASteadySoundStays) { EXPECT_NEAR(gain_of(square_wave(44100, 0.01)), 1.0, 1e-12); }

TEST(LevelStep, SilenceAroundASoundLowersIt) {
  auto x = square_wave(44100, 0.01);
  x.resize(4 * x.size());
  EXPECT_NEAR(gain_of(x), 0.5, 1e-12);
}

TEST(LevelStep, TheSecondChannelCountsForTheWholeButNotForTheActiveLevel) {
  const auto loud = square_wave(44100, 0.02), soft = square_wave(44100, 0.01);
  EXPECT_NEAR(gain_of(loud, soft), std::sqrt((4.0 + 1.0) / 2.0 / 4.0), 1e-12);
  EXPECT_NEAR(gain_of(soft, loud), std::sqrt((4.0 + 1.0) / 2.0), 1e-12);
}

TEST(LevelStep, DoesNotDependOnHowTheInputIsCut) {
  std::mt19937 random(1);
  std::normal_distribution<double> gauss(0.0, 0.01);
  std::vector<double> x(10000);
  for (double& v : x) v = gauss(random);
  LevelMeter meter;
  for (std::size_t at = 0; at < x.size(); at += 100)
    meter.push(std::span<const double>(x).subspan(at, 100));
  EXPECT_EQ(*meter.gain(), gain_of(x));
}

TEST(LevelStep, SilenceHasNoActiveLevel) {
  LevelMeter meter;
  meter.push(std::span<const double>(std::vector<double>(44100)));
  EXPECT_FALSE(meter.gain());
}

// −80 dB re RMS 1 are 40 dB SPL: a square wave 0.1 dB above is heard, 0.1 dB below is not.
TEST(LevelStep, WhatStaysBelow40DbSplIsSilence) {
  LevelMeter below;
  below.push(std::span<const double>(square_wave(44100, 1e-4 * 0.988)));
  EXPECT_FALSE(below.gain());
  EXPECT_NEAR(gain_of(square_wave(44100, 1e-4 * 1.012)), 1.0, 1e-12);
}

TEST(LevelStep, NotANumberIsRefused) {
  auto x = square_wave(44100, 0.01);
  x[77] = std::numeric_limits<double>::quiet_NaN();
  LevelMeter meter;
  meter.push(std::span<const double>(x));
  EXPECT_FALSE(meter.gain());
}

}  // namespace
}  // namespace otoscape::loss::msbg
