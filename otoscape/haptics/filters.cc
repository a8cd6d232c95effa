// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/filters.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

#include "otoscape/dsp/window.h"
#include "otoscape/felt/kernels.h"

namespace otoscape::haptics {
namespace {

constexpr double kBeta = 4.551, kStopDb = 50.0;  // 0.1102 (A − 8.7), Kaiser 1974
constexpr double kStepHz = 0.5;                  // of the integral over frequency

std::size_t whole(std::size_t taps) {
  return (taps + felt::kDotMultiple - 1) / felt::kDotMultiple * felt::kDotMultiple;
}

}  // namespace

Symmetric::Symmetric(std::vector<float> taps)
    : half_(static_cast<int>(taps.size() / 2)), taps_(std::move(taps)) {
  assert(taps_.size() % 2 == 1);
  taps_.resize(whole(taps_.size()), 0.0f);
}

float Symmetric::at(const dsp::SlidingBuffer& past, std::int64_t k) const noexcept {
  return felt::dot(taps_.data(), past.at(k - half_), taps_.size());
}

Hertz transition(Hertz rate, int taps) {
  return Hertz((kStopDb - 8.0) / (2.285 * 2.0 * std::numbers::pi * (taps - 1)) * rate.value());
}

Symmetric band_pass(Hertz rate, int taps, const Band& band,
                    const std::function<double(Hertz)>& lin) {
  const double inside = 0.5 * transition(rate, taps).value();
  const double from = band.from.value() > 0.0 ? band.from.value() + inside : 0.0,
               to = band.to.value() - inside;
  const int steps = std::max(1, static_cast<int>(std::ceil((to - from) / kStepHz)));
  const double step = (to - from) / steps;
  std::vector<double> amplitude;
  for (int i = 0; i < steps; ++i) amplitude.push_back(lin(Hertz(from + (i + 0.5) * step)));
  const int half = taps / 2;
  std::vector<float> filter(static_cast<std::size_t>(taps));
  for (int n = -half; n <= half; ++n) {
    double sum = 0.0;
    for (int i = 0; i < steps; ++i) {
      const double hz = from + (i + 0.5) * step;
      sum += amplitude[static_cast<std::size_t>(i)] *
             std::cos(2.0 * std::numbers::pi * hz * n / rate.value());
    }
    const double tap = 2.0 * step / rate.value() * sum * dsp::kaiser(n / (half + 1.0), kBeta);
    filter[static_cast<std::size_t>(n + half)] = static_cast<float>(tap);
  }
  return Symmetric(std::move(filter));
}

Symmetric hann_mean(int taps) {
  std::vector<double> window;
  double sum = 0.0;
  for (int n = 0; n < taps; ++n) sum += window.emplace_back(dsp::hann(n + 1.0, taps + 1.0));
  std::vector<float> mean;
  for (const double tap : window) mean.push_back(static_cast<float>(tap / sum));
  return Symmetric(std::move(mean));
}

dsp::SlidingBuffer low_buffer(int samples, std::int64_t first) {
  return dsp::SlidingBuffer(samples + static_cast<int>(felt::kDotMultiple),
                            static_cast<int>(felt::kDotMultiple), first);
}

void push(dsp::SlidingBuffer& to, float x) noexcept { to.push({&x, 1}); }

}  // namespace otoscape::haptics
