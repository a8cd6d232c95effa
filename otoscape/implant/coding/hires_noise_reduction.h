// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/tables/hires_bands.h"

namespace otoscape::implant::coding {

// Noise reduction of a chain in the manner of HiRes (AB generic toolbox 2020, after Buechner et al.
// 2010): in each channel the level is smoothed with 26 ms. The noise is the level smoothed with 219
// ms; it is updated while the level is steady to 3 dB or has remained raised for 1.6 s. Their
// difference, −2 … 45 dB, sets a gain of −12 … 0 dB. Both start at −30 dB.
template <class Real>
class HiresNoiseReduction {
 public:
  // Audio side. From the power of each channel's bins before the gain control to a gain on its
  // envelope, as log2 of power.
  void process(const std::array<Real, tables::kHiresChannels>& power,
               std::array<Real, tables::kHiresChannels>& gain_log2) noexcept OTOSCAPE_RT;

 private:
  struct Channel {
    Real level_db = Real(-30), noise_db = Real(-30);
    bool hold = false, ready = true;
    int left = 0;  // slices of the hold
  };
  static void follow(Channel& channel, Real level_db) noexcept;

  std::array<Channel, tables::kHiresChannels> channels_;
};

extern template class HiresNoiseReduction<float>;
extern template class HiresNoiseReduction<double>;

}  // namespace otoscape::implant::coding
