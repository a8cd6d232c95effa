// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/scene/arc.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::inside {

// Gains in dB, ≤ 0, that the programme gives a layer of ringing at a level above threshold in one
// ear, ten a second over the whole programme: masking (while the ear hears the programme) and
// residual inhibition (after a long, steady masker near the layer's pitch). After Terry et al.
// (1983) and Roberts et al. (2008); see docs/models/ringing.md. Layers at other levels:
// ringing_sinking.h.
//
// M: level of the programme above the ear's threshold, summed over the audible bands, dB SL.
// S: level of the ringing, dB SL. Masking: −20 dB · clip((M − S − 5)/10), smoothed over 0.6 s.
// Inhibition: M_r is M from one octave below the pitch to half an octave above, its 20th percentile
// over the last 3 s; a rises towards clip((M_r − S − 8)/10) with a time constant of 20 s and falls
// with one of 30 s; the gain is −20 dB · a.
//
// Not modelled: masking that depends on frequency, and ringing that becomes louder by a masker.
std::vector<float> ringing_gains_db(const hearing::TinnitusLayer& layer, scene::Side side,
                                    const scene::Arc& arc,
                                    const programme::ProgrammeLoudness& programme,
                                    const Calibration& calibration);

}  // namespace otoscape::render::inside
