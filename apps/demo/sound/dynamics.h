// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// Lowers what lies above `threshold_lin` (RMS over some 10 ms) by half its excess in dB; both
// channels alike.
void compress(Stereo& sound, double threshold_lin);

// Keeps every sample within ±ceiling_lin, looking 3 ms ahead so that the gain moves smoothly.
void limit(Stereo& sound, double ceiling_lin);

// Fades both channels out from `from_s` to silence at `to_s`, as hands damping cymbals and strings.
void damp(Stereo& sound, double from_s, double to_s);

// Silence up to `from_s`, from there in to full at `to_s`.
void fade_in(Stereo& sound, double from_s, double to_s);

}  // namespace otoscape::demo::sound
