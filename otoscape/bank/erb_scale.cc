// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/erb_scale.h"

#include <algorithm>
#include <cmath>

namespace otoscape::bank {

double band_width_hz(double frequency_hz) {
  constexpr double kFloorHz = 80.0;  // narrower low bands would need more than 4 ms to sum flat
  return std::hypot(erb_hz(frequency_hz), kFloorHz);
}

WidthScale::WidthScale(Hertz top) : at_hz_(static_cast<std::size_t>(top.value()) + 3) {
  for (std::size_t i = 1; i < at_hz_.size(); ++i) {
    at_hz_[i] = at_hz_[i - 1] + 1.0 / band_width_hz(static_cast<double>(i) - 0.5);
  }
}

double WidthScale::to_scale(double frequency_hz) const {
  const auto whole = static_cast<std::size_t>(frequency_hz);
  const std::size_t below = std::min(whole, at_hz_.size() - 2);
  return std::lerp(at_hz_[below], at_hz_[below + 1], frequency_hz - static_cast<double>(below));
}

double WidthScale::to_hz(double scale) const {
  auto above = std::upper_bound(at_hz_.begin() + 1, at_hz_.end() - 1, scale);
  const auto below = above - 1;
  return static_cast<double>(below - at_hz_.begin()) + (scale - *below) / (*above - *below);
}

}  // namespace otoscape::bank
