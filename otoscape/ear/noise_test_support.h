// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "otoscape/dsp/biquad.h"
#include "otoscape/ear/path_test_support.h"

// Noise, and what it has in each third octave, for tests. 48 kHz, pascal.

namespace otoscape::ear {

// Mean squares of the third octaves from 63 Hz to 12.5 kHz, each through two band-passes, from the
// frame `from` on.
inline std::vector<double> third_octaves(const std::vector<float>& x, std::size_t from = 9600) {
  std::vector<double> powers;
  for (int k = -12; k <= 11; ++k) {
    const Hertz centre(1000.0 * std::exp2(k / 3.0));
    const auto band_pass = dsp::Biquad::band_pass(Hertz(kPathRate), centre, 4.3);
    dsp::Biquads filters({band_pass, band_pass});
    auto band = x;
    filters.process(0, band);
    powers.push_back(power(band, from, band.size()));
  }
  return powers;
}

// White noise through one-poles (P. Kellet's filter, −3 dB an octave within 0.05 dB).
inline std::vector<float> pink_noise(double db_spl, std::size_t frames) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  std::vector<float> x(frames);
  double b0 = 0, b1 = 0, b2 = 0;
  for (float& v : x) {
    const double white = normal(random);
    b0 = 0.99765 * b0 + white * 0.0990460;
    b1 = 0.96300 * b1 + white * 0.2965164;
    b2 = 0.57000 * b2 + white * 1.0526913;
    v = static_cast<float>(b0 + b1 + b2 + white * 0.1848);
  }
  const double scale = 2e-5 * std::pow(10.0, db_spl / 20.0) / std::sqrt(power(x, 0, frames));
  for (float& v : x) v = static_cast<float>(v * scale);
  return x;
}

}  // namespace otoscape::ear
