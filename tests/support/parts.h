// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>
#include <random>
#include <span>
#include <vector>

// Test sounds: only tones, only drum hits or only noise.

namespace otoscape::test {

inline void scale_to(std::vector<float>& x, double rms) {
  double power = 0.0;
  for (const float v : x) power += static_cast<double>(v) * v;
  const auto by = static_cast<float>(rms / std::sqrt(power / static_cast<double>(x.size())));
  for (float& v : x) v *= by;
}

// Chords of three notes with vibrato, six partials each; a new chord every `each_s` seconds.
inline std::vector<float> chords(double seconds, double rate, double rms, double each_s = 1.5) {
  std::vector<float> x(static_cast<std::size_t>(seconds * rate));
  const double roots_hz[] = {220.0, 174.6, 196.0, 261.6}, ratios[] = {1.0, 1.26, 1.498};
  for (int note = 0; note < 3; ++note) {
    double turns = 0.0;
    for (std::size_t n = 0; n < x.size(); ++n) {
      const double s = static_cast<double>(n) / rate;
      const double root = roots_hz[static_cast<std::size_t>(s / each_s) % 4];
      const double vibrato =
          std::exp2(0.15 / 12.0 * std::sin(2.0 * std::numbers::pi * (5.0 * s + 0.3 * note)));
      turns += root * ratios[note] * vibrato / rate;
      for (int h = 1; h <= 6; ++h) {
        x[n] += static_cast<float>(std::sin(2.0 * std::numbers::pi * h * turns) / h);
      }
    }
  }
  scale_to(x, rms);
  return x;
}

// Decaying bursts of noise, four a second, two kinds in alternation.
inline std::vector<float> drums(double seconds, double rate, double rms, unsigned seed = 3) {
  std::mt19937 random(seed);
  std::normal_distribution<double> gauss;
  std::vector<float> x(static_cast<std::size_t>(seconds * rate));
  double before = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double s = static_cast<double>(n) / rate, since = std::fmod(s, 0.25);
    const bool bright = std::fmod(s, 0.5) >= 0.25;
    const double white = gauss(random);
    const double hit = std::exp(-since / (bright ? 0.015 : 0.030));
    x[n] = static_cast<float>(hit * (bright ? white - 0.9 * before : white + 0.5 * before));
    before = white;
  }
  scale_to(x, rms);
  return x;
}

inline std::vector<float> steady_noise(double seconds, double rate, double rms, unsigned seed = 4) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss;
  std::vector<float> x(static_cast<std::size_t>(seconds * rate));
  for (float& v : x) v = gauss(random);
  scale_to(x, rms);
  return x;
}

inline double power_of(std::span<const float> x) {
  double power = 0.0;
  for (const float v : x) power += static_cast<double>(v) * v;
  return power / static_cast<double>(x.size());
}

}  // namespace otoscape::test
