// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/units/frequency.h"

namespace otoscape::render::programme {

// Power gain of BS.1770's K weighting at a frequency, of the two filters that the standard gives
// for 48 kHz. Frequencies above 24 kHz have the gain of 24 kHz.
double k_weight_lin(Hertz frequency);

// The same two filters in time, at any rate: the standard's own at 48 kHz; at others their bilinear
// transforms undone and done again, warped so that 997 Hz, at which meters are calibrated, keeps
// its gain.
std::array<dsp::Biquad, 2> k_filters(Hertz rate);

// BS.1770's constant: LUFS = kLufsOffset + 10 log10(K-weighted mean square, summed over channels).
inline constexpr double kLufsOffset = -0.691;
double to_lufs(double mean_square) noexcept OTOSCAPE_RT;  // −∞ of 0

}  // namespace otoscape::render::programme
