// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/scene/arc.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::inside {

// What the programme does to a layer of ringing in one ear, ten gains a second over the whole track
// from its begin: masking (it is covered while something is heard) and residual inhibition (it
// stays softer for a while after a long, steady masker in its region). After Terry et al. (1983)
// and Roberts et al. (2008); see docs/models/ringing.md. All in dB, ≤ 0; empty where the layer asks
// for neither.
//
// M is the programme's level above the ear's threshold, summed over the bands that it hears; S the
// ringing's. Masking: −20 dB · clip((M − S − 5)/10), smoothed over 0.6 s. Inhibition: M_r is M from
// an octave below the pitch to half above, its 20th percentile over the last 3 s; the drive
// clip((M_r − S − 8)/10) charges a with 20 s, a falls with 30 s; −20 dB · a.
//
// Not modelled: which sounds cover which ringing (masking is taken as independent of frequency),
// ringing that maskers make louder.
std::vector<float> ringing_gains_db(const hearing::TinnitusLayer& layer, scene::Side side,
                                    const scene::Arc& arc,
                                    const programme::ProgrammeLoudness& track,
                                    const Calibration& calibration);

}  // namespace otoscape::render::inside
