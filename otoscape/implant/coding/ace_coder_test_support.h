// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "otoscape/implant/coding/make_coder.h"
#include "otoscape/implant/testdata/golden.h"

// A common map, tones, and the cycles that a coder sends for them.

namespace otoscape::implant::coding::ace_test {

inline constexpr double kRate = 16000.0;

inline CodingParams ace_map(int bands = 22, int maxima = 8) {
  CodingParams p;
  p.maxima = maxima;
  for (int b = 0; b < bands; ++b) p.bands.push_back({b, 120.0, 180.0});
  return p;
}

inline std::vector<double> tone(double hz, double db_spl, double seconds) {
  std::vector<double> x(static_cast<std::size_t>(seconds * kRate));
  const double amplitude = std::pow(10.0, (db_spl - 95.0) / 20.0);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = amplitude * std::sin(2.0 * std::numbers::pi * hz / kRate * static_cast<double>(n));
  }
  return x;
}

template <class Real>
std::vector<Frame> cycles(const CodingParams& params, const std::vector<Real>& sound) {
  const auto coder = make_coder<Real>(params);
  std::vector<Frame> frames(
      static_cast<std::size_t>(static_cast<double>(sound.size()) / coder->period_samples()) + 2);
  frames.resize(static_cast<std::size_t>(coder->process(sound, frames)));
  return frames;
}

// Mean current of each band over the second half, µA.
inline std::vector<double> mean_currents(const CodingParams& params,
                                         const std::vector<double>& sound) {
  std::vector<double> sum(params.bands.size(), 0.0);
  const auto frames = cycles(params, sound);
  for (std::size_t k = frames.size() / 2; k < frames.size(); ++k) {
    for (int i = 0; i < frames[k].count; ++i) {
      const Pulse& p = frames[k].pulses[static_cast<std::size_t>(i)];
      sum[static_cast<std::size_t>(p.band)] += p.current_ua;
    }
  }
  return sum;
}

inline bool alike(const Frame& a, const Frame& b) {
  return a.count == b.count &&
         std::equal(a.pulses.begin(), a.pulses.begin() + a.count, b.pulses.begin());
}

}  // namespace otoscape::implant::coding::ace_test
