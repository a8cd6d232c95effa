// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/frequency.h"
#include "tools/figures/signals.h"

// What the pictures of inner sounds measure.

namespace otoscape::figures {

// Levels in bands of 1/6 octave over their middles, in dB SPL of a sound in pascal.
Points sixth_octaves(const Signal& pascal, Hertz rate, double from_hz, double to_hz);

// Level in dB SPL of the 20 ms round each step, over seconds.
Points level_in_time(const Signal& pascal, Hertz rate);

}  // namespace otoscape::figures
