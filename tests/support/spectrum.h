// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <span>
#include <vector>

#include "otoscape/dsp/bessel.h"

// Spectra of long sounds in double precision, for tests. None of this code is used by the program.

namespace otoscape::test {

using Spectrum = std::vector<std::complex<double>>;

// FFT in place, size a power of two; sign −1: forward, +1: inverse, not scaled.
void transform(Spectrum& x, int sign);

// The Fourier sums Σ x[n] e^(−2πi f n) at `count` frequencies, in turns a frame, by Goertzel's
// recursion (1958).
Spectrum lines(std::span<const float> x, double first_turns, double step_turns, std::size_t count);

inline Spectrum spectrum(std::span<const float> x) {
  std::size_t size = 1;
  while (size < x.size()) size *= 2;
  Spectrum s(size);
  std::copy(x.begin(), x.end(), s.begin());
  transform(s, -1);
  return s;
}

// Distribution of a sound's energy over frequency.
struct Energy {
  double centroid_hz = 0.0, low_hz = 0.0, middle_hz = 0.0, high_hz = 0.0;  // 5, 50, 95 %

  double width_oct() const { return std::log2(high_hz / low_hz); }
};

inline Energy energy_of(const Spectrum& s, double rate_hz) {
  const std::size_t half = s.size() / 2;
  const double bin_hz = rate_hz / static_cast<double>(s.size());
  double total = 0.0, moment = 0.0, sum = 0.0;
  for (std::size_t k = 0; k <= half; ++k) {
    total += std::norm(s[k]);
    moment += std::norm(s[k]) * static_cast<double>(k) * bin_hz;
  }
  Energy energy{moment / total};
  for (std::size_t k = 0; k <= half; ++k) {
    const double before = sum / total, hz = static_cast<double>(k) * bin_hz;
    sum += std::norm(s[k]);
    const double after = sum / total;
    if (before < 0.05 && after >= 0.05) energy.low_hz = hz;
    if (before < 0.50 && after >= 0.50) energy.middle_hz = hz;
    if (before < 0.95 && after >= 0.95) energy.high_hz = hz;
  }
  return energy;
}

// Energy outside a band re the total, dB, under a Kaiser window whose side lobes lie below the
// resolution of floats.
inline double outside_db(std::vector<float> x, double rate_hz, double from_hz, double to_hz) {
  constexpr double kBeta = 24.0;
  const auto middle = 0.5 * static_cast<double>(x.size() - 1);
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double way = (static_cast<double>(n) - middle) / middle;
    const double window = dsp::bessel_i0(kBeta * std::sqrt(1.0 - way * way));
    x[n] = static_cast<float>(static_cast<double>(x[n]) * window / dsp::bessel_i0(kBeta));
  }
  const Spectrum s = spectrum(x);
  double inside = 0.0, outside = 0.0;
  for (std::size_t k = 0; k <= s.size() / 2; ++k) {
    const double hz = static_cast<double>(k) * rate_hz / static_cast<double>(s.size());
    (hz >= from_hz && hz <= to_hz ? inside : outside) += std::norm(s[k]);
  }
  return 10.0 * std::log10(outside / (inside + outside));
}

inline double mean_square(std::span<const float> x) {
  double sum = 0.0;
  for (float v : x) sum += static_cast<double>(v) * static_cast<double>(v);
  return sum / static_cast<double>(x.size());
}

// Of a sound in pascal.
inline double level_db_spl(std::span<const float> x) {
  return 10.0 * std::log10(mean_square(x) / (20e-6 * 20e-6));
}

}  // namespace otoscape::test
