// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "otoscape/loss/msbg/audiogram.h"

// Loudness recruitment by expansion (Moore and Glasberg 1993): in each channel
//
//   gain = (envelope / ceiling)^(ρ − 1),   ρ = 105 / (105 − HL)
//
// with the envelope clipped to [1e-9, ceiling] and the ceiling at 105 dB SPL. In dB, a channel at
// its threshold becomes 0 dB and one at 105 dB is unchanged. The slope is the same below threshold.

namespace otoscape::loss::msbg {

inline constexpr double kLowestEnvelope = 1e-9;

inline double expansion_exponent(double threshold_db_hl) {
  return kCatchUpDb / (kCatchUpDb - threshold_db_hl) - 1.0;
}

// The envelope of 105 dB SPL where an RMS of 1 is `full_scale_db_spl`.
inline double ceiling_lin(double full_scale_db_spl) {
  return std::pow(10.0, (kCatchUpDb - full_scale_db_spl) / 20.0);
}

}  // namespace otoscape::loss::msbg
