// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "otoscape/implant/matched/pitch_flattening.h"
#include "tests/support/voice.h"

// Voices with a moving pitch, and the output of the stage for them.

namespace otoscape::implant::matched::flattening_test {

inline constexpr Hertz kRate(48000.0);
using Sound = std::vector<float>;

inline double male(double s) {
  return 110.0 * std::exp2((2.5 * std::sin(2.0 * std::numbers::pi * 1.3 * s) +
                            0.5 * std::sin(2.0 * std::numbers::pi * 5.0 * s)) /
                           12.0);
}
inline double slow_male(double s) {
  return 110.0 * std::exp2(1.5 / 12.0 * std::sin(2.0 * std::numbers::pi * 0.8 * s));
}
inline double female(double s) { return 210.0 * std::exp2((8.0 * (s / 3.0) - 4.0) / 12.0); }

inline Sound run(const Sound& in, const FlatteningParams& params, Hertz rate = kRate) {
  PitchFlattening stage(params, rate, static_cast<int>(in.size()));
  Sound out(in.size());
  stage.process(in, out);
  return out;
}

inline std::size_t latency(Hertz rate = kRate) {
  return static_cast<std::size_t>(PitchFlattening::latency(rate).value());
}

// Without the latency and what a voice's onset takes: the output, and the input that belongs to it.
inline constexpr std::size_t kSettled = 12000;
inline std::span<const float> settled(const Sound& x) { return std::span(x).subspan(kSettled); }
inline std::span<const float> before_delay(const Sound& x) {
  return std::span(x).subspan(kSettled - latency(), x.size() - kSettled);
}

inline std::vector<double> pitches(std::span<const float> x) {
  auto found = test::pitches_hz(x, kRate.value());
  std::ranges::sort(found);
  return found;
}

}  // namespace otoscape::implant::matched::flattening_test
