// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/rhythm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/spline_noise.h"
#include "otoscape/units/level.h"

namespace otoscape::haptics {
namespace {

constexpr double kFastSeconds = 0.020, kBeforeSeconds = 0.4, kRingingSeconds = 0.34;
constexpr double kRoughHz = 6.0;    // −3 dB of the roughness
constexpr float kRough = 0.25f;     // its standard deviation, re the level
constexpr float kSilence = 1e-12f;  // −120 LU

int odd(double samples) { return 2 * static_cast<int>(std::lround(0.5 * samples)) + 1; }

double db(float power) { return 10.0 * std::log10(static_cast<double>(power + kSilence)); }
double share(double x, double from, double to) {
  return std::clamp((x - from) / (to - from), 0.0, 1.0);
}

}  // namespace

float stroke(float fast, float before) noexcept {
  const double level = db(fast);
  return static_cast<float>(share(level - db(before), kStrokeDb, kFullStrokeDb) *
                            share(level, kLoudLu, kFullLoudLu));
}

float ringing_lin(float power) noexcept {
  const double lu = db(power);
  const double dbfs = std::clamp(kRingingDbFs + kRingingSlope * (lu - kRingingLu),
                                 kRingingLowestDbFs, kRingingHighestDbFs);
  return static_cast<float>(to_amplitude(Decibels(dbfs)) *
                            share(lu, kRingingFromLu, kRingingWholeLu));
}

Rhythm::Rhythm(Hertz low_rate)
    : fast_(hann_mean(odd(kFastSeconds * low_rate.value()))),
      before_(
          std::vector<float>(static_cast<std::size_t>(odd(kBeforeSeconds * low_rate.value())),
                             1.0f / static_cast<float>(odd(kBeforeSeconds * low_rate.value())))) {}

float Rhythm::at(const dsp::SlidingBuffer& power, std::int64_t k) const noexcept {
  return stroke(fast_.at(power, k), before_.at(power, k - fast_.half() - before_.half()));
}

RingingTexture::RingingTexture(Hertz low_rate, std::uint64_t key)
    : mean_(hann_mean(odd(kRingingSeconds * low_rate.value()))),
      key_(key),
      cells_(dsp::to_cells(dsp::cells_per_frame(Hertz(2.0 * kRoughHz), low_rate))) {}

float RingingTexture::at(const dsp::SlidingBuffer& power, std::int64_t k) const noexcept {
  const float level = ringing_lin(mean_.at(power, k - mean_.half()));
  if (level == 0.0f) return 0.0f;
  const auto rough =
      static_cast<float>(dsp::slow_noise(key_, static_cast<std::uint64_t>(k) * cells_));
  return level * std::max(0.0f, 1.0f + kRough * rough);
}

float Carrier::at(std::int64_t k) const noexcept {
  const double turns = static_cast<double>(static_cast<std::uint64_t>(k) * step_) * 0x1p-64;
  return static_cast<float>(std::numbers::sqrt2 * std::sin(2.0 * std::numbers::pi * turns));
}

}  // namespace otoscape::haptics
