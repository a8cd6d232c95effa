// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/maxima.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::coding {
namespace {

constexpr double kMaskOffsetDb = 10.0;
constexpr double kAdditivity = 0.25;  // of intensities

}  // namespace

template <class Real>
void choose_maxima(std::span<const Real> envelopes, int wanted, Chosen& chosen) noexcept {
  const auto bands = envelopes.size();
  for (std::size_t b = 0; b < bands; ++b) {
    const Real own = envelopes[b];
    int ahead = 0;
    for (std::size_t j = 0; j < b; ++j) ahead += envelopes[j] > own;
    for (std::size_t j = b + 1; j < bands; ++j) ahead += envelopes[j] >= own;
    chosen[b] = ahead < wanted;
  }
}

template void choose_maxima(std::span<const float>, int, Chosen&) noexcept;
template void choose_maxima(std::span<const double>, int, Chosen&) noexcept;

double bark(double hz) {
  const double high = hz / 7500.0;
  return 13.0 * std::atan(0.00076 * hz) + 3.5 * std::atan(high * high);
}

PsychoacousticMaxima::PsychoacousticMaxima(std::span<const double> edges_hz, double low_db_bark,
                                           double high_db_bark, double quiet)
    : bands_(static_cast<int>(edges_hz.size()) - 1), quiet_(std::pow(quiet, 2.0 * kAdditivity)) {
  const auto centre = [&](int b) {
    const auto at = static_cast<std::size_t>(b);
    return bark(0.5 * (edges_hz[at] + edges_hz[at + 1]));
  };
  for (int from = 0; from < bands_; ++from) {
    for (int to = 0; to < bands_; ++to) {
      const double z = centre(to) - centre(from);
      const double db = -kMaskOffsetDb - (z > 0.0 ? high_db_bark * z : -low_db_bark * z);
      mask_[static_cast<std::size_t>(from * kMaxElectrodes + to)] =
          static_cast<float>(std::pow(10.0, kAdditivity * db / 10.0));
    }
  }
}

// Everything is kept as intensity^0.25 = √envelope, so that masking adds up and the largest ratio
// to the masked threshold is the largest difference in dB.
template <class Real>
void PsychoacousticMaxima::choose(std::span<const Real> envelopes, int wanted,
                                  Chosen& chosen) noexcept {
  std::array<double, kMaxElectrodes> loud{}, masked{};
  for (int b = 0; b < bands_; ++b) {
    const auto at = static_cast<std::size_t>(b);
    loud[at] = std::sqrt(static_cast<double>(envelopes[at]));
    chosen[at] = false;
  }
  for (int n = 0; n < std::min(wanted, bands_); ++n) {
    int best = -1;
    double most = -1.0;
    for (int b = 0; b < bands_; ++b) {
      const auto at = static_cast<std::size_t>(b);
      if (chosen[at]) continue;
      const double rise = loud[at] / std::max(quiet_, masked[at]);
      if (best >= 0 && rise < most) continue;  // among equals the higher band
      best = b;
      most = rise;
    }
    const auto at = static_cast<std::size_t>(best);
    chosen[at] = true;
    const float* mask = mask_.data() + best * kMaxElectrodes;
    for (int b = 0; b < bands_; ++b) masked[static_cast<std::size_t>(b)] += loud[at] * mask[b];
  }
}

template void PsychoacousticMaxima::choose(std::span<const float>, int, Chosen&) noexcept;
template void PsychoacousticMaxima::choose(std::span<const double>, int, Chosen&) noexcept;

}  // namespace otoscape::implant::coding
