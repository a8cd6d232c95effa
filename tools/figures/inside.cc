// SPDX-License-Identifier: Apache-2.0
#include "tools/figures/inside.h"

#include <algorithm>
#include <cmath>
#include <complex>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/window.h"
#include "otoscape/units/calibration.h"

namespace otoscape::figures {
namespace {

constexpr std::size_t kSize = 8192;

// Powers of Hann windows half a window apart; they sum to the mean square.
std::vector<double> powers(const Signal& x) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kSize, arena);
  const auto re = arena.take<float>(kSize), im = arena.take<float>(kSize);
  std::vector<double> power(kSize / 2);
  const std::size_t windows = 2 * (x.size() / kSize) - 1;
  for (std::size_t w = 0; w < windows; ++w) {
    for (std::size_t n = 0; n < kSize; ++n) {
      re[n] = x[w * kSize / 2 + n] * static_cast<float>(dsp::hann(static_cast<double>(n), kSize));
      im[n] = 0.0f;
    }
    fft.forward(re, im);
    for (std::size_t k = 0; k < power.size(); ++k) {
      const double norm = std::norm(std::complex<double>(re[k], im[k]));
      power[k] += 2.0 * norm / (0.375 * kSize * kSize * static_cast<double>(windows));
    }
  }
  return power;
}

double db_spl(double mean_square) {
  return kOnePascal.value() + 10.0 * std::log10(mean_square + 1e-30);
}

}  // namespace

Points sixth_octaves(const Signal& pascal, Hertz rate, double from_hz, double to_hz) {
  const auto power = powers(pascal);
  const double bin_hz = rate.value() / kSize;
  Points points;
  for (double hz = from_hz; hz <= to_hz; hz *= std::exp2(1.0 / 12.0)) {
    // Bins count by the part of them that lies in the band.
    const double low = hz * std::exp2(-1.0 / 12.0) / bin_hz,
                 high = hz * std::exp2(1.0 / 12.0) / bin_hz;
    double sum = 0.0;
    for (std::size_t k = 0; k < power.size(); ++k) {
      const auto bin = static_cast<double>(k);
      sum += power[k] * std::max(0.0, std::min(high, bin + 0.5) - std::max(low, bin - 0.5));
    }
    points.push_back({hz, db_spl(sum)});
  }
  return points;
}

Points level_in_time(const Signal& pascal, Hertz rate) {
  const auto half = static_cast<std::size_t>(0.010 * rate.value());
  Points points;
  for (std::size_t middle = half; middle + half < pascal.size(); middle += half / 2) {
    double sum = 0.0;
    for (std::size_t n = middle - half; n < middle + half; ++n) {
      sum += std::pow(static_cast<double>(pascal[n]), 2);
    }
    points.push_back(
        {static_cast<double>(middle) / rate.value(), db_spl(sum / static_cast<double>(2 * half))});
  }
  return points;
}

}  // namespace otoscape::figures
