// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/hearing/profile.h"
#include "otoscape/render/programme/loudness_state.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::programme {

// Loudness of internal sound in closed form: every source's level is its long-term RMS.

// Loudness of a layer of ringing in one ear at a level, in LUFS over its loudest 3 s.
double ringing_lufs(const hearing::TinnitusLayer& layer, DbSpl level,
                    const Calibration& calibration);

// Of body sources at their level in both ears, over their loudest 3 s. occlusion: 0…1 in each ear.
double body_lufs(const scene::BodyLevels& levels, const Calibration& calibration,
                 const std::array<double, 2>& occlusion = {}, bool film_heart = false);

// K-weighted mean square of all internal sound of a state, re full scale, both ears together: over
// its loudest 3 s, or over long. stillness_lin: amplitude of what rings.
enum class InternalOver { loudest_3s, long_term };
double internal_energy(const LoudnessState& state, const Calibration& calibration,
                       InternalOver over, double stillness_lin = 1.0);

}  // namespace otoscape::render::programme
