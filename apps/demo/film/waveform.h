// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/film/image.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::film {

inline constexpr int kStripHeight = 330;
inline constexpr int kStripLead = 640;             // pixels before 0 s: half the picture
inline constexpr int kStripPixelsPerSecond = 125;  // whole pixels at 25 pictures a second
inline constexpr double kStripLowest = 20.0;       // dB SPL at the middle
inline constexpr double kStripHighest = 94.0;      // dB SPL at the edges

// Height over the middle line of a level, in pixels.
double strip_height(double db_spl);

// The whole scene's levels side by side: left ear upwards, right ear downwards, RMS bright and peak
// dim, on a scale in dB. The film scrolls through it.
Image draw_waveform(const sound::Stereo& sound);

}  // namespace otoscape::demo::film
