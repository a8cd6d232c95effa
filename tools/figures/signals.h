// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/render/renderer.h"
#include "tools/figures/plot.h"

// What the figures send through the library, and what they measure of the result.

namespace otoscape::figures {

using Signal = std::vector<float>;

inline constexpr double kRateHz = 48000.0;

// A flat audiogram; with bone conduction where it is given.
hearing::HearingProfile flat_loss(double air_db_hl);
hearing::HearingProfile flat_loss(double air_db_hl, double bone_db_hl);

Signal tone(double hz, double amplitude, int frames, double rate_hz = kRateHz);

// Mono sound through a renderer made for it; frame n of the result is frame n of x, as heard.
Signal hear(const Signal& x, const hearing::HearingProfile& listener,
            const render::RenderParams& params, double rate_hz = kRateHz);

// Level of the line at `hz` in the second half of x, in dB re an RMS of 1.
double line_level_db(const Signal& x, double hz, double rate_hz = kRateHz);

// What a tone of `db_hl` comes out as, in dB HL, through the whole renderer, without smearing.
double heard_db_hl(const hearing::HearingProfile& listener, double hz, double db_hl);

// Level of the last `window` frames at every `step` frames, dB re an RMS of 1, over milliseconds.
Points level_over_time(const Signal& x, int window, int step);

// Levels of third octaves, 63 Hz to 16 kHz, dB re an RMS of 1, over their middles.
Points third_octaves(const Signal& x);

// Power per band of 1/12 octave and per Hz, 100 Hz to 12 kHz, dB, over the bands' middles.
Points density(const Signal& x);

}  // namespace otoscape::figures
