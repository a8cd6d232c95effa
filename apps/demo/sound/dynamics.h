// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// Halves the excess in dB over `threshold_lin` (RMS with a time constant of 10 ms); the same gain
// in both channels.
void compress(Stereo& sound, double threshold_lin);

// Keeps every sample within ±ceiling_lin; the gain begins to fall 3 ms before a peak.
void limit(Stereo& sound, double ceiling_lin);

// Fades both channels out from `from_s` to silence at `to_s`.
void damp(Stereo& sound, double from_s, double to_s);

// Silence up to `from_s`, from there in to full at `to_s`.
void fade_in(Stereo& sound, double from_s, double to_s);

}  // namespace otoscape::demo::sound
