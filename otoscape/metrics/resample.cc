// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/resample.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

#include "otoscape/dsp/window.h"

namespace otoscape::metrics {
namespace {

constexpr double kRejectionDb = 60.0;
constexpr double kTransition = 0.1;  // of the lower Nyquist frequency

// Low-pass at `up` times the old rate, `up` in gain; odd length, symmetric.
std::vector<double> kernel(std::int64_t up, std::int64_t down) {
  const double cutoff = 0.5 / static_cast<double>(std::max(up, down));
  const auto reach =
      static_cast<std::int64_t>(std::ceil((kRejectionDb - 8.0) / (28.714 * kTransition * cutoff)));
  const double beta = 0.1102 * (kRejectionDb - 8.7);
  std::vector<double> taps(static_cast<std::size_t>(2 * reach + 1));
  double sum = 0.0;
  for (std::int64_t n = -reach; n <= reach; ++n) {
    const double x = 2.0 * std::numbers::pi * cutoff * static_cast<double>(n);
    const double way = static_cast<double>(n) / static_cast<double>(reach);
    const double sinc = n == 0 ? 1.0 : std::sin(x) / x;
    sum += taps[static_cast<std::size_t>(n + reach)] = sinc * dsp::kaiser(way, beta);
  }
  for (double& tap : taps) tap *= static_cast<double>(up) / sum;
  return taps;
}

}  // namespace

std::vector<double> resampled(std::span<const double> sound, Hertz from, Hertz to) {
  const std::int64_t old_rate = std::llround(from.value()), new_rate = std::llround(to.value());
  const std::int64_t common = std::gcd(old_rate, new_rate);
  const std::int64_t up = new_rate / common, down = old_rate / common;
  if (up == down) return {sound.begin(), sound.end()};
  const std::vector<double> taps = kernel(up, down);
  const auto reach = static_cast<std::int64_t>(taps.size() / 2);
  const auto size = static_cast<std::int64_t>(sound.size());
  std::vector<double> out(static_cast<std::size_t>((size * up + down - 1) / down));
  for (std::size_t m = 0; m < out.size(); ++m) {
    // The old samples lie at multiples of `up` on the fine grid.
    const std::int64_t at = static_cast<std::int64_t>(m) * down;
    const std::int64_t first = std::max<std::int64_t>((at - reach + up - 1) / up, 0);
    const std::int64_t last = std::min((at + reach) / up, size - 1);
    double sum = 0.0;
    for (std::int64_t k = first; k <= last; ++k) {
      sum +=
          taps[static_cast<std::size_t>(at - k * up + reach)] * sound[static_cast<std::size_t>(k)];
    }
    out[m] = sum;
  }
  return out;
}

std::vector<double> resampled(std::span<const float> sound, Hertz from, Hertz to) {
  return resampled(std::vector<double>(sound.begin(), sound.end()), from, to);
}

}  // namespace otoscape::metrics
