// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace otoscape::loss::msbg {

inline constexpr int kLowPassTaps = 133;
inline constexpr int kLowPassDelayFrames = (kLowPassTaps - 1) / 2;

// The last filter: a sinc of 18 kHz under a Kaiser window, β = 8, with unit gain at 0 Hz. It hides
// most of what the way back adds above the hearing range.
std::vector<double> low_pass();

}  // namespace otoscape::loss::msbg
