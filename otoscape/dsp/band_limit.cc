// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/band_limit.h"

#include <algorithm>

namespace otoscape::dsp {
namespace {

constexpr double kFadeSeconds = 0.010;
constexpr double kHighestShare = 0.45;               // of the rate; a corner above is none
constexpr double kQ[] = {0.541196100, 1.306562965};  // of a fourth-order Butterworth's sections

}  // namespace

BandLimit::BandLimit(Hertz rate, double low_hz, double high_hz)
    : rate_(rate), step_(static_cast<float>(1.0 / (kFadeSeconds * rate.value()))) {
  set(low_hz, high_hz);
  low_.share = low_.wanted;
  high_.share = high_.wanted;
}

void BandLimit::Side::want(bool closed) noexcept {
  wanted = closed ? 1.0f : 0.0f;
  if (closed && share == 0.0f) state = {};
}

void BandLimit::set(double low_hz, double high_hz) noexcept {
  const double most_hz = std::min(kOpenAboveHz, kHighestShare * rate_.value());
  low_.want(low_hz > kOpenBelowHz);
  high_.want(high_hz < most_hz);
  if (low_.wanted > 0.0f && low_.corner_hz != low_hz) {
    low_.corner_hz = low_hz;
    const Hertz corner(std::min(low_hz, most_hz));
    for (std::size_t i = 0; i < 2; ++i) {
      low_.sections[i] = dsp::Biquad::high_pass(rate_, corner, kQ[i]);
    }
  }
  if (high_.wanted > 0.0f && high_.corner_hz != high_hz) {
    high_.corner_hz = high_hz;
    const Hertz corner(std::max(high_hz, kOpenBelowHz));
    for (std::size_t i = 0; i < 2; ++i) {
      high_.sections[i] = dsp::Biquad::low_pass(rate_, corner, kQ[i]);
    }
  }
}

// Transposed direct form II, both sections frame by frame.
void BandLimit::Side::process(std::span<float> sound, float step) noexcept {
  if (share == 0.0f && wanted == 0.0f) return;
  const dsp::Biquad f = sections[0], g = sections[1];
  auto [s1, s2, s3, s4] = state;
  for (float& sample : sound) {
    const auto x = static_cast<double>(sample);
    const double y = f.b0 * x + s1;
    s1 = f.b1 * x - f.a1 * y + s2;
    s2 = f.b2 * x - f.a2 * y;
    const double z = g.b0 * y + s3;
    s3 = g.b1 * y - g.a1 * z + s4;
    s4 = g.b2 * y - g.a2 * z;
    share = std::clamp(wanted, share - step, share + step);
    const auto filtered = static_cast<float>(z);
    sample = share == 1.0f ? filtered : sample + share * (filtered - sample);
  }
  state = {s1, s2, s3, s4};
}

void BandLimit::process(std::span<float> sound) noexcept {
  low_.process(sound, step_);
  high_.process(sound, step_);
}

}  // namespace otoscape::dsp
