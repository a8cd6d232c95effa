// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/metrics/short_time_sii.h"
#include "otoscape/render/quantum/inside_params.h"

namespace otoscape::jobs::audibility {

// What speech audibility needs of an ear, without its ringing: the sensorineural part of the loss
// as a threshold, and what lies before the inner ear as a gain.
//
// For an implant the SII is not defined. Ours: a band counts as far as its speech lies above the
// lower end of the processor's input range (the map's base level; of HiRes, 25 dB SPL), where an
// electrode that is switched on covers it: the share of speech that reaches the electrodes, which
// is not how well it is understood. Gain control, spread of current and the nerve are not modelled.
metrics::EarNow ear_now(const hearing::EarProfile& ear);

// Ringing as noise in this ear: each layer in the bands that it is wide. It lies at the level that
// a source would have that is as loud after the loss (ear/fit.h, ringing_level, without the loss).
// None of an ear with an implant, which ringing does not enter.
metrics::EarNow::Bands ringing_noise_db(const std::vector<hearing::TinnitusLayer>& layers,
                                        const hearing::EarProfile& ear, render::TinnitusMode mode);

}  // namespace otoscape::jobs::audibility
