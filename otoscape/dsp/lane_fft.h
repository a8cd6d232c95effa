// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

namespace otoscape::dsp {

// The twiddle factors of lane_transform_256 (lane_fft-inl.h).
template <class Real>
std::vector<Real> lane_twiddles() {
  std::vector<Real> result;
  for (int n = 256; n >= 4; n /= 4) {
    for (int p = 0; p < n / 4; ++p) {
      for (int power = 1; power <= 3; ++power) {
        const double angle = -2.0 * std::numbers::pi * power * p / n;
        result.push_back(static_cast<Real>(std::cos(angle)));
        result.push_back(static_cast<Real>(std::sin(angle)));
      }
    }
  }
  return result;
}

}  // namespace otoscape::dsp
