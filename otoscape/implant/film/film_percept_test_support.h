// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "otoscape/implant/film/film_percept.h"
#include "tests/support/parts.h"
#include "tests/support/spectrum.h"

// Sounds through the film percept, and measures of what comes out.

namespace otoscape::implant::film::test {

namespace sounds = otoscape::test;

inline constexpr Hertz kRate(48000.0);
inline constexpr int kSlice = 4096;
using Sound = std::vector<float>;

// Nothing but the split and the sum.
inline FilmParams open() {
  FilmParams params;
  params.noise_bands = 0.0;
  params.low_hz = 0.0;
  params.high_hz = 24000.0;
  return params;
}

// Every third semitone from 110 Hz.
inline std::vector<double> grid() {
  std::vector<double> grid_hz;
  for (int i = 0; i < 22; ++i) grid_hz.push_back(110.0 * std::exp2(i / 4.0));
  return grid_hz;
}

inline Sound run(const Sound& in, const FilmParams& params, int slice = kSlice, Hertz rate = kRate,
                 std::int64_t first = 0) {
  FilmPercept stage(params, rate, slice, {7, 8}, first);
  Sound out(in.size());
  stage.process(in, out);
  return out;
}

inline std::span<const float> settled(const Sound& x) { return std::span(x).subspan(72000); }
inline double level_db(std::span<const float> x) {
  return 10.0 * std::log10(sounds::power_of(x) + 1e-30);
}

inline Sound mix(double seconds) {
  Sound x = sounds::chords(seconds, kRate.value(), 0.1);
  const Sound hits = sounds::drums(seconds, kRate.value(), 0.1);
  const Sound noise = sounds::steady_noise(seconds, kRate.value(), 0.03);
  for (std::size_t n = 0; n < x.size(); ++n) x[n] += hits[n] + noise[n];
  return x;
}

inline double share_near_grid(std::span<const float> x, const std::vector<double>& grid_hz) {
  const auto s = sounds::spectrum(x);
  const double bin_hz = kRate.value() / static_cast<double>(s.size());
  double near = 0.0, all = 0.0;
  for (std::size_t k = 1; k < s.size() / 2; ++k) {
    const double hz = static_cast<double>(k) * bin_hz;
    const bool close = std::ranges::any_of(
        grid_hz, [&](double line_hz) { return std::abs(hz - line_hz) <= 12.0; });
    all += std::norm(s[k]);
    if (close) near += std::norm(s[k]);
  }
  return near / all;
}

// How much of a sound is the input as it was, in power.
inline double own_share(const Sound& in, const Sound& out, std::size_t first, std::size_t frames) {
  const auto late = static_cast<std::size_t>(FilmPercept::latency(kRate, kSlice).value());
  double product = 0.0, a = 0.0, b = 0.0;
  for (std::size_t n = first; n < first + frames; ++n) {
    const auto x = static_cast<double>(in[n]), y = static_cast<double>(out[n + late]);
    product += x * y, a += x * x, b += y * y;
  }
  return product * product / (a * b);
}

}  // namespace otoscape::implant::film::test
