// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace otoscape::loss::msbg {

inline constexpr int kLowPassTaps = 133;
inline constexpr int kLowPassDelayFrames = (kLowPassTaps - 1) / 2;

// The last filter: a sinc of 18 kHz under a Kaiser window, β = 8, with unit gain at 0 Hz. It
// removes most of the gain of the filter back to the source at high frequencies.
std::vector<double> low_pass();

}  // namespace otoscape::loss::msbg
