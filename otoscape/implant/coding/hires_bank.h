// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/tables/hires_bands.h"

namespace otoscape::implant::coding {

// One slice of the sound: bins kHiresFirstBin − 1 … kHiresEndBin, others 0.
template <class Real>
struct HiresSlice {
  static constexpr std::size_t kBins = tables::kHiresWindow / 2;
  std::array<Real, kBins> re{}, im{};
  std::array<Real, kBins> power{};  // re² + im²
};

template <class Real>
using HiresChannelsOf = std::array<Real, tables::kHiresChannels>;

// Window (mean of Blackman's and Hann's) and transform, then the channels' Hilbert envelopes as in
// the AB generic toolbox (2020): bins of alternating sign are summed by fours and the squares of
// those sums added. The alternating sign moves the origin of the slice to the middle of the window.
template <class Real>
class HiresBank {
 public:
  HiresBank();
  ~HiresBank();

  // Audio side. `window` is the last kHiresWindow samples.
  const HiresSlice<Real>& analyse(std::span<const Real> window) noexcept OTOSCAPE_RT;
  // log2 of power plus 16, corrected for the channels' widths; at least 0.
  static void envelopes(const HiresSlice<Real>& slice,
                        HiresChannelsOf<Real>& log2_power) noexcept OTOSCAPE_RT;
  // Sum of the powers of a channel's bins.
  static void powers(const HiresSlice<Real>& slice,
                     HiresChannelsOf<Real>& sums) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

extern template class HiresBank<float>;
extern template class HiresBank<double>;

}  // namespace otoscape::implant::coding
