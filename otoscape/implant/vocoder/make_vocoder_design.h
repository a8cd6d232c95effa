// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/base/slices.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/vocoder/vocoder_params.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::vocoder {

// The design of a vocoder from its parameters, including a fixed gain: the percept of speech at 65
// dB SPL has 65 dB SPL. Immutable; shared with the audio side. The first design of a map takes
// about 20 ms, others of the same map 0.5 ms.
struct VocoderDesign;
using MadeVocoder = std::shared_ptr<const VocoderDesign>;
MadeVocoder make_vocoder_design(const CodingParams& coding, const VocoderParams& params,
                                Hertz rate);
Slices<MadeVocoder> make_vocoder_design(Pace& pace, const CodingParams& coding,
                                        const VocoderParams& params, Hertz rate);
// The gain of a design, in dB: computed, or from its parameters.
double gain_db(const VocoderDesign& design);

}  // namespace otoscape::implant::vocoder
