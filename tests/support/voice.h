// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <span>
#include <vector>

// Test voices, built from harmonics, and a pitch measurement. None of this code is used by the
// program.

namespace otoscape::test {

struct Voice {
  std::function<double(double)> pitch_hz;  // at seconds
  std::vector<double> formants_hz = {500.0, 1500.0, 2500.0, 3500.0};
  double seconds = 3.0, rate = 48000.0, rms = 0.0223607;
};

// Harmonics of a source with −12 dB an octave and radiation of +6 dB an octave, through formants at
// least 80 Hz wide. Amplitudes follow the pitch every 64 frames.
inline std::vector<float> sound_of(const Voice& voice) {
  const auto frames = static_cast<std::size_t>(voice.seconds * voice.rate);
  std::vector<double> x(frames);
  const auto formants = [&](double hz) {
    double gain = 1.0;
    for (const double f : voice.formants_hz) {
      const double width = std::max(80.0, 0.06 * f), r = hz / f;
      gain /= std::hypot(1.0 - r * r, r * width / f);
    }
    return gain;
  };
  double turns = 0.0;
  std::vector<double> gains;
  for (std::size_t n = 0; n < frames; ++n) {
    const double hz = voice.pitch_hz(static_cast<double>(n) / voice.rate);
    turns += hz / voice.rate;
    const int harmonics = static_cast<int>(std::min(6000.0, 0.45 * voice.rate) / hz);
    if (n % 64 == 0) {
      gains.clear();
      for (int h = 1; h <= harmonics; ++h) gains.push_back(formants(h * hz) / h);
    }
    // sin hθ by Chebyshev's recurrence.
    const double theta = 2.0 * std::numbers::pi * (turns - std::floor(turns));
    double before = 0.0, now = std::sin(theta);
    const double twice = 2.0 * std::cos(theta);
    for (const double gain : gains) {
      x[n] += gain * now;
      const double next = twice * now - before;
      before = now, now = next;
    }
  }
  double power = 0.0;
  for (const double v : x) power += v * v;
  const double scale = voice.rms / std::sqrt(power / static_cast<double>(frames));
  std::vector<float> sound;
  for (const double v : x) sound.push_back(static_cast<float>(scale * v));
  return sound;
}

// Pitches at steps of 10 ms, 60…450 Hz: the shortest lag at a peak of the normalised
// autocorrelation within 10 % of its maximum. None where the maximum is below `least`.
inline std::vector<double> pitches_hz(std::span<const float> x, double rate, double least = 0.85) {
  const auto window = 4 * static_cast<std::size_t>(0.01 * rate);
  const auto shortest = static_cast<std::size_t>(rate / 450.0);
  const auto longest = static_cast<std::size_t>(rate / 60.0);
  std::vector<double> found, likeness(longest + 1);
  for (std::size_t at = 0; at + window + longest < x.size();
       at += static_cast<std::size_t>(0.01 * rate)) {
    double own = 0.0;
    for (std::size_t n = 0; n < window; ++n) own += static_cast<double>(x[at + n]) * x[at + n];
    if (own < 1e-8 * static_cast<double>(window)) continue;
    double most = 0.0, energy = 0.0;
    const auto square = [&](std::size_t n) { return static_cast<double>(x[n]) * x[n]; };
    for (std::size_t n = 0; n < window; ++n) energy += square(at + shortest + n);
    for (std::size_t lag = shortest; lag <= longest; ++lag) {
      // Four sums side by side, so that none waits for the one before.
      float a = 0.0f, b = 0.0f, c = 0.0f, d = 0.0f;
      for (std::size_t n = at; n < at + window; n += 4) {
        a += x[n] * x[n + lag];
        b += x[n + 1] * x[n + 1 + lag];
        c += x[n + 2] * x[n + 2 + lag];
        d += x[n + 3] * x[n + 3 + lag];
      }
      likeness[lag] = static_cast<double>(a + b + c + d) / std::sqrt(own * energy + 1e-20);
      most = std::max(most, likeness[lag]);
      energy += square(at + lag + window) - square(at + lag);
    }
    if (most < least) continue;
    for (std::size_t lag = shortest + 1; lag < longest; ++lag) {
      const double l = likeness[lag - 1], m = likeness[lag], r = likeness[lag + 1];
      if (m < 0.9 * most || m < l || m < r) continue;
      found.push_back(rate / (static_cast<double>(lag) + 0.5 * (l - r) / (l - 2.0 * m + r)));
      break;
    }
  }
  return found;
}

// From the 10th to the 90th percentile, in semitones.
inline double range_semitones(std::vector<double> hz) {
  if (hz.size() < 20) return -1.0;
  std::ranges::sort(hz);
  const auto at = [&](double share) {
    return hz[static_cast<std::size_t>(share * static_cast<double>(hz.size() - 1))];
  };
  return 12.0 * std::log2(at(0.9) / at(0.1));
}

inline double level_db(std::span<const float> x) {
  double power = 0.0;
  for (const float v : x) power += static_cast<double>(v) * v;
  return 10.0 * std::log10(power / static_cast<double>(x.size()) + 1e-30);
}

}  // namespace otoscape::test
