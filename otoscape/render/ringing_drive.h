// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme_track.h"
#include "otoscape/scene/arc.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render {

// What the programme does to a layer of ringing in one ear, ten gains a second over the whole track
// from its begin: masking (it is covered while something is heard) and residual inhibition (it
// stays softer for a while after a long, steady masker in its region). After Terry et al. (1983)
// and Roberts et al. (2008); see docs/models/ringing.md. All in dB, ≤ 0; empty where the layer asks
// for neither.
std::vector<float> ringing_gains_db(const hearing::TinnitusLayer& layer, scene::Side side,
                                    const scene::Arc& arc, const ProgrammeTrack& track,
                                    const Calibration& calibration);

}  // namespace otoscape::render
