// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/dsp/window.h"
#include "tests/support/spectrum.h"

// Features that distinguish the families of ringing, measured from sound alone: bandwidth and
// fluctuation of the intensity.

namespace otoscape::test {

struct Line {
  // hz: the strongest line of a band; share: of the band's fluctuation within three bins of it.
  double share = 0.0, hz = 0.0;
};

struct Features {
  Energy energy;
  double slow = 0.0, fast = 0.0;  // RMS of the relative intensity in 0.3–8 and 10–40 Hz
  Line slow_line, fast_line;      // in 0.5–8 and 10–40 Hz
};

// Power spectrum of the fluctuation, bins of 1/seconds Hz; the sum over a band is a mean square.
struct Fluctuation {
  std::vector<double> power;
  double seconds;

  std::size_t bin(double hz) const { return static_cast<std::size_t>(std::lround(hz * seconds)); }
  double in(double from_hz, double to_hz) const {
    double sum = 0.0;
    for (std::size_t k = bin(from_hz); k <= bin(to_hz); ++k) sum += power[k];
    return sum;
  }
  Line line(double from_hz, double to_hz) const {
    const auto first = power.begin() + static_cast<std::ptrdiff_t>(bin(from_hz));
    const auto end = power.begin() + static_cast<std::ptrdiff_t>(bin(to_hz)) + 1;
    const auto most = std::max_element(first, end);
    double sum = 0.0;
    for (auto at = std::max(first, most - 3); at < std::min(end, most + 4); ++at) sum += *at;
    return {sum / in(from_hz, to_hz), static_cast<double>(most - power.begin()) / seconds};
  }
};

// Of the Hilbert intensity in means of 64 frames, relative to its mean, under a Hann window. The
// attenuation by the means of 64 frames is undone.
inline Fluctuation fluctuation(Spectrum s, double rate_hz) {
  constexpr std::size_t kFrames = 64;
  for (std::size_t k = s.size() / 2; k < s.size(); ++k) s[k] = 0.0;
  transform(s, +1);
  Spectrum slow(s.size() / kFrames);
  double mean = 0.0;
  for (std::size_t n = 0; n < s.size(); ++n) {
    slow[n / kFrames] += std::norm(s[n]);
    mean += std::norm(s[n]) / static_cast<double>(slow.size());
  }
  const auto points = static_cast<double>(slow.size());
  for (std::size_t n = 0; n < slow.size(); ++n) {
    slow[n] = (slow[n] / mean - 1.0) * dsp::hann(static_cast<double>(n), points);
  }
  transform(slow, -1);
  Fluctuation result{{}, static_cast<double>(s.size()) / rate_hz};
  for (std::size_t k = 0; k < slow.size() / 2; ++k) {
    const double x = std::numbers::pi * static_cast<double>(k) / points;
    const double mean_of_frames = k == 0 ? 1.0 : std::sin(x) / x;
    constexpr double kHann = 0.375;  // its mean square
    result.power.push_back(2.0 * std::norm(slow[k]) / (points * points * kHann) /
                           (mean_of_frames * mean_of_frames));
  }
  return result;
}

// x: the number of frames is a power of two. Below about a minute the results vary with the seed.
inline Features features_of(std::span<const float> x, double rate_hz) {
  Spectrum s = spectrum(x);
  Features f;
  f.energy = energy_of(s, rate_hz);
  const Fluctuation moves = fluctuation(std::move(s), rate_hz);
  f.slow = std::sqrt(moves.in(0.3, 8.0));
  f.fast = std::sqrt(moves.in(10.0, 40.0));
  f.slow_line = moves.line(0.5, 8.0);
  f.fast_line = moves.line(10.0, 40.0);
  return f;
}

}  // namespace otoscape::test
