// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/minimum_phase.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "otoscape/base/arena.h"
#include "otoscape/base/ease.h"
#include "otoscape/dsp/fft.h"

namespace otoscape::dsp {
namespace {

constexpr int kPoints = 8192;  // at least 43 ms: the cepstrum has died away
constexpr double kFaintestLin = 1e-6;

}  // namespace

std::vector<float> minimum_phase(Hertz rate, int taps, const std::function<double(Hertz)>& lin) {
  Arena arena;
  BasicFft<double> fft;
  fft.prepare(kPoints, arena);
  const auto re = arena.take<double>(kPoints), im = arena.take<double>(kPoints);
  for (std::size_t k = 0; k <= kPoints / 2; ++k) {
    const Hertz frequency(rate.value() * static_cast<double>(k) / kPoints);
    re[k] = std::log(std::max(lin(frequency), kFaintestLin));
    re[(kPoints - k) % kPoints] = re[k];
  }
  fft.inverse(re, im);
  // The cepstrum, its second half folded onto the first.
  for (std::size_t n = 0; n < kPoints; ++n) {
    const double fold = n == 0 || n == kPoints / 2 ? 1.0 : n < kPoints / 2 ? 2.0 : 0.0;
    re[n] *= fold / kPoints;
    im[n] = 0.0;
  }
  fft.forward(re, im);
  for (std::size_t k = 0; k < kPoints; ++k) {
    const std::complex<double> h = std::exp(std::complex<double>(re[k], im[k]));
    re[k] = h.real();
    im[k] = h.imag();
  }
  fft.inverse(re, im);
  std::vector<float> filter;
  const int fade = taps / 6;
  for (int n = 0; n < taps; ++n) {
    const double left = static_cast<double>(taps - n) / fade;
    const double weight = left >= 1.0 ? 1.0 : raised_cosine(left);
    filter.push_back(static_cast<float>(weight * re[static_cast<std::size_t>(n)] / kPoints));
  }
  return filter;
}

double response_lin(const std::vector<float>& taps, Hertz rate, Hertz frequency) {
  std::complex<double> sum;
  const double turn = -2.0 * std::numbers::pi * frequency.value() / rate.value();
  for (std::size_t n = 0; n < taps.size(); ++n) {
    sum += static_cast<double>(taps[n]) * std::polar(1.0, turn * static_cast<double>(n));
  }
  return std::abs(sum);
}

}  // namespace otoscape::dsp
