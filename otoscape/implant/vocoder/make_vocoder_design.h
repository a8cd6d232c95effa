// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/vocoder/vocoder_params.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::vocoder {

// Everything computed from them once, the fixed gain included: speech of 65 dB SPL comes out at
// 65 dB SPL. Immutable; shared with the audio side. The first of a map costs some 20 ms, others of
// the same map half a millisecond.
struct VocoderDesign;
std::shared_ptr<const VocoderDesign> make_vocoder_design(const CodingParams& coding,
                                                         const VocoderParams& params, Hertz rate);
// The gain it found or was given.
double gain_db(const VocoderDesign& design);

}  // namespace otoscape::implant::vocoder
