// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/implant/vocoder/vocoder_design.h"

namespace otoscape::implant::vocoder {

// The gain from the coding's envelopes to pascals with which speech of 65 dB SPL comes out at
// 65 dB SPL. Fixed for a map and a percept, so that what the map does to loudness stays audible:
// its AGC, its saturation, its silence below the base level. Found with noise that has the
// long-term spectrum of speech (Byrne et al. 1994) and something of its rhythm, always the same,
// sent through the coder; kept for parameters seen before. Control side, any thread.
double level_gain_db(const CodingParams& coding, const VocoderDesign& design);

}  // namespace otoscape::implant::vocoder
