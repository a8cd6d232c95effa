// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"
#include "otoscape/dsp/biquad.h"

// The library's second-order sections at the demo's sample rate.

namespace otoscape::demo::sound {

inline constexpr double kFlatQ = 0.7071;  // the highest without a peak (Butterworth)

dsp::Biquad low_pass(double hz, double q = kFlatQ);
dsp::Biquad high_pass(double hz, double q = kFlatQ);
dsp::Biquad band_pass(double hz, double q);
dsp::Biquad peak(double hz, double q, double gain_db);
dsp::Biquad high_shelf(double hz, double gain_db);

// In place, from silence.
void filter(Mono& sound, const dsp::Biquad& section);
void filter(Stereo& sound, const dsp::Biquad& section);

}  // namespace otoscape::demo::sound
