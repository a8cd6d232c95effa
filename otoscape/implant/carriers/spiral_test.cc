// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/spiral.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/implant/tables/published_bands.h"
#include "tests/support/reference_numbers.h"

namespace otoscape::implant::carriers {
namespace {

constexpr double kRate = 48000.0;

TEST(Spiral, EightyTonesAsPublished) {
  const auto hz = tables::spiral_tones_hz();
  ASSERT_EQ(hz.size(), 80u);
  EXPECT_NEAR(hz.front(), 27.0, 0.05);
  EXPECT_NEAR(hz.back(), 19040.0, 0.5);
  EXPECT_NEAR(tables::spiral_erb_hz(tables::spiral_erb_number(1234.0)), 1234.0, 1e-6);
}

TEST(Spiral, MixesEnvelopesAsThePublicTool) {
  const auto in = reference_numbers("spiral20.f32"), expected = reference_numbers("spiral80.f32");
  ASSERT_EQ(in.size(), 101u * 20u);
  ASSERT_EQ(expected.size(), 101u * 80u);
  const SpiralMix mix(tables::find_bands("spiral-20")->centres_hz, 8.0);
  std::vector<float> out(80);
  for (std::size_t m = 0; m < 101; ++m) {
    mix.mix(std::span(in).subspan(20 * m, 20), out);
    for (std::size_t i = 0; i < 80; ++i) {
      EXPECT_NEAR(out[i], std::abs(expected[80 * m + i]), 1e-6 * 0.018 + 1e-6 * out[i]) << m;
    }
  }
}

// Power of a sound at a frequency, RMS.
double level_at(const std::vector<float>& sound, double hz) {
  double re = 0.0, im = 0.0;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    const double angle = 2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRate;
    re += static_cast<double>(sound[n]) * std::cos(angle);
    im += static_cast<double>(sound[n]) * std::sin(angle);
  }
  return std::hypot(re, im) / static_cast<double>(sound.size()) * std::numbers::sqrt2;
}

TEST(Spiral, ABandFallsByItsSlopeAnOctaveAway) {
  const double centre[] = {1000.0};
  Spiral spiral(centre, 8.0, Hertz(kRate), 5);
  const float one[] = {1.0f};
  std::vector<float> sound(48000);
  spiral.process(0, one, one, sound);
  const auto tones = tables::spiral_tones_hz();
  for (const double hz : {tones[20], tones[40], tones[60]}) {
    const double expected = -8.0 * std::abs(std::log2(hz / 1000.0));
    EXPECT_NEAR(20.0 * std::log10(level_at(sound, hz)), expected, 0.3) << hz;
  }
}

TEST(ToneBank, HasUnitRmsAtItsFrequency) {
  const double hz[] = {1000.0};
  ToneBank bank(hz, Hertz(kRate), 1);
  const float one[] = {1.0f};
  std::vector<float> sound(4800);
  bank.process(480'000'000, one, one, sound);
  EXPECT_NEAR(level_at(sound, 1000.0), 1.0, 1e-4);
  double power = 0.0;
  for (const float x : sound) power += static_cast<double>(x * x) / 4800.0;
  EXPECT_NEAR(power, 1.0, 1e-4);
}

TEST(ToneBank, AnyCutGivesTheSameSound) {
  const auto hz = tables::spiral_tones_hz();
  ToneBank bank(hz, Hertz(kRate), 9);
  const std::vector<float> steady(80, 0.25f);
  std::vector<float> whole(300), cut(300);
  bank.process(1000, steady, steady, whole);
  std::size_t at = 0;
  for (const std::size_t length : {1u, 2u, 61u, 200u, 36u}) {
    bank.process(1000 + static_cast<std::int64_t>(at), steady, steady,
                 std::span(cut).subspan(at, length));
    at += length;
  }
  EXPECT_EQ(whole, cut);
}

TEST(ToneBank, AmplitudesMoveLinearly) {
  const double hz[] = {8000.0};
  ToneBank bank(hz, Hertz(kRate), 3);
  const float from[] = {1.0f}, to[] = {3.0f}, one[] = {1.0f};
  std::vector<float> ramp(96), steady(96);
  bank.process(0, from, to, ramp);
  bank.process(0, one, one, steady);
  for (std::size_t n = 0; n < 96; ++n) {
    EXPECT_NEAR(ramp[n], steady[n] * (1.0f + 2.0f * static_cast<float>(n) / 96.0f), 1e-5f);
  }
}

TEST(ToneBank, WhatWouldFoldIsSilent) {
  const double hz[] = {15000.0};
  ToneBank bank(hz, Hertz(32000.0), 3);
  const float one[] = {1.0f};
  std::vector<float> sound(64);
  bank.process(0, one, one, sound);
  EXPECT_EQ(sound, std::vector<float>(64));
}

}  // namespace
}  // namespace otoscape::implant::carriers
