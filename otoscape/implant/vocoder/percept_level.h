// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/slices.h"
#include "otoscape/implant/vocoder/vocoder_design.h"

namespace otoscape::implant::vocoder {

// The gain from the coding's envelopes to pascals at which the percept of speech at 65 dB SPL has
// 65 dB SPL. It is fixed for a map and a percept, so that the effects of the map on loudness remain
// audible: AGC, saturation, silence below the base level. It is computed by coding a fixed noise
// with the long-term spectrum of speech (Byrne et al. 1994) and a rhythm like that of speech, and
// cached by parameters. Control side, any thread.
Slices<double> level_gain_db(Pace& pace, const CodingParams& coding, const VocoderDesign& design);

}  // namespace otoscape::implant::vocoder
