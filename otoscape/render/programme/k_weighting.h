// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/frequency.h"

namespace otoscape::render::programme {

// Power gain of BS.1770's K weighting at a frequency, by the two filters that the standard prints
// for 48 kHz; what lies above 24 kHz counts as 24 kHz.
double k_weight_lin(Hertz frequency);

// LUFS of a K-weighted mean square, both channels together: BS.1770's constant.
inline constexpr double kLufsOffset = -0.691;

}  // namespace otoscape::render::programme
