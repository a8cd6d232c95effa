// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_peaks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace otoscape::implant::coding {
namespace {

// Bins 6, 7, … in 1/512 of the way from one electrode to the next. Bins below are at 0, those
// above at the last entry.
constexpr int kFirstMapped = 6;
constexpr std::array<int, 70> kLocations = {
    256,  640,  896,  1280, 1664, 1920, 2176, 2432, 2688, 2944, 3157, 3328, 3499, 3648,
    3776, 3904, 4032, 4160, 4288, 4416, 4544, 4659, 4762, 4864, 4966, 5069, 5163, 5248,
    5333, 5419, 5504, 5589, 5669, 5742, 5815, 5888, 5961, 6034, 6107, 6176, 6240, 6304,
    6368, 6432, 6496, 6560, 6624, 6682, 6733, 6784, 6835, 6886, 6938, 6989, 7040, 7091,
    7142, 7189, 7232, 7275, 7317, 7360, 7403, 7445, 7488, 7531, 7573, 7616, 7659, 7679};
constexpr double kSteps = 8.0;
constexpr double kLeastPower = 1e-6;

template <class Real>
double log2_at(const HiresSlice<Real>& slice, int bin) {
  const auto power = static_cast<double>(slice.power[static_cast<std::size_t>(bin)]);
  return std::log2(std::max(power / 2.0, kLeastPower));
}

}  // namespace

double hires_location(int bin) {
  if (bin < kFirstMapped) return 0.0;
  const auto at = static_cast<std::size_t>(bin - kFirstMapped);
  return kLocations[std::min(at, kLocations.size() - 1)] / 512.0;
}

template <class Real>
SpectralPeak spectral_peak(const HiresSlice<Real>& slice, int channel) noexcept OTOSCAPE_RT {
  const auto c = static_cast<std::size_t>(channel);
  const auto first = slice.power.begin() + tables::kHiresEdges[c];
  const auto end = slice.power.begin() + tables::kHiresEdges[c + 1];
  auto strongest = static_cast<int>(std::max_element(first, end) - slice.power.begin());
  // All below the least count as equal: the first of them.
  if (static_cast<double>(*std::max_element(first, end)) / 2.0 <= kLeastPower) {
    strongest = tables::kHiresEdges[c];
  }
  const double left = log2_at(slice, strongest - 1), middle = log2_at(slice, strongest),
               right = log2_at(slice, strongest + 1);
  double offset = right > left ? 0.5 : -0.5;
  if (middle > std::max(left, right)) {
    offset = 0.5 * (right - left) / (2.0 * middle - left - right);
  }
  const double here = hires_location(strongest);
  const double next = hires_location(strongest + (offset > 0.0 ? 1 : offset < 0.0 ? -1 : 0));
  return {(strongest + offset) * tables::kHiresBinHz, here + offset * std::abs(here - next)};
}

Steering steered(double location, int channel, double range) noexcept {
  const double between = std::clamp(location - channel, 0.0, 1.0);
  const double narrowed = 0.5 - range / 2.0 + range * between;
  const double upper = std::floor(kSteps * narrowed + 0.5) / kSteps;
  return {1.0 - upper, upper};
}

template SpectralPeak spectral_peak(const HiresSlice<float>&, int) noexcept OTOSCAPE_RT;
template SpectralPeak spectral_peak(const HiresSlice<double>&, int) noexcept OTOSCAPE_RT;

}  // namespace otoscape::implant::coding
