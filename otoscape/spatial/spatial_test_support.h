// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>
#include <string_view>
#include <vector>

#include "otoscape/dsp/biquad.h"
#include "otoscape/spatial/hrirs.h"
#include "otoscape/spatial/sphere.h"

namespace otoscape::spatial {

inline constexpr double kRates[] = {8000,  11025, 16000, 22050,  32000, 44100,
                                    48000, 88200, 96000, 176400, 192000};

inline Layout layout(std::string_view name) { return *layout_named(name); }

inline Hrirs sphere_hrirs(std::string_view name, double rate_hz = 48000.0) {
  return *make_hrirs(sphere_head(), layout(name), Hertz(rate_hz));
}

inline std::complex<double> response(std::span<const float> taps, double hz, double rate_hz) {
  std::complex<double> sum;
  const double turn = -2.0 * std::numbers::pi * hz / rate_hz;
  for (std::size_t n = 0; n < taps.size(); ++n) {
    sum += static_cast<double>(taps[n]) * std::polar(1.0, turn * static_cast<double>(n));
  }
  return sum;
}

inline double db(double lin) { return 20.0 * std::log10(lin); }

// Of one channel to the two ears: level of the left re the right ear, and how much earlier.
struct Across {
  double level_db, seconds;
};
inline Across across(const Hrirs& hrirs, int channel, double hz) {
  const double rate = hrirs.rate.value();
  const auto ratio = response(hrirs.of(channel, Ear::left), hz, rate) /
                     response(hrirs.of(channel, Ear::right), hz, rate);
  return {db(std::abs(ratio)), std::arg(ratio) / (2.0 * std::numbers::pi * hz)};
}

// BS.1770-4's K weighting at 48 kHz, tables 1 and 2; power.
inline double k_weight(double hz) {
  constexpr dsp::Biquad kShelf{1.53512485958697, -2.69169618940638, 1.19839281085285,
                               -1.69065929318241, 0.73248077421585},
      kHighPass{1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621};
  const Hertz rate(48000.0), at(hz);
  return std::norm(kShelf.response(rate, at) * kHighPass.response(rate, at));
}

// By how many LU the two ears' sound is louder than the channels, which all hold the same sound of
// the long-term spectrum of speech (Byrne et al. 1994, third octaves from 63 Hz).
inline double speech_loudness_change(const Hrirs& hrirs, const std::vector<int>& channels) {
  constexpr double kSpeechDb[] = {38.6, 43.5, 54.4, 57.7, 56.8, 60.2, 60.3, 59.0, 62.1,
                                  62.1, 60.5, 56.8, 53.7, 53.0, 52.0, 48.7, 48.1, 46.8,
                                  45.6, 44.5, 44.3, 43.7, 43.4, 41.3, 40.7};
  constexpr int kPointsInBand = 3;
  double before = 0.0, after = 0.0;
  for (std::size_t band = 0; band < std::size(kSpeechDb); ++band) {
    for (int n = 0; n < kPointsInBand; ++n) {
      const double thirds = static_cast<double>(band) - 12.0 + (n + 0.5) / kPointsInBand - 0.5;
      const double hz = 1000.0 * std::exp2(thirds / 3.0);
      if (hz > 0.45 * hrirs.rate.value()) continue;
      const double power = std::pow(10.0, kSpeechDb[band] / 10.0) * k_weight(hz);
      before += power * static_cast<double>(channels.size());
      for (const Ear ear : {Ear::left, Ear::right}) {
        std::complex<double> sum;
        for (const int c : channels) sum += response(hrirs.of(c, ear), hz, hrirs.rate.value());
        after += power * std::norm(sum);
      }
    }
  }
  return 10.0 * std::log10(after / before);
}

}  // namespace otoscape::spatial
