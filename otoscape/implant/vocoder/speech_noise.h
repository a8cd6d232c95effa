// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/slices.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::vocoder {

// Noise with the long-term spectrum of speech (Byrne et al. 1994), stationary or with a rhythm like
// that of speech, in pascals at 65 dB SPL. Some seconds long, the same at each call. Control side,
// any thread.
std::span<const float> speech_spectrum_noise(Hertz rate);
Slices<std::span<const float>> speech_like_noise(Pace& pace, Hertz rate);

}  // namespace otoscape::implant::vocoder
