// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/base/realtime.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/programme/loudness_state.h"
#include "otoscape/render/quantum/inside_params.h"
#include "otoscape/render/quantum/recorded_levels.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::programme {

// Loudness of internal sound in closed form, from each source's long-term RMS.

// Over the loudest 3 s of an hour, or in the long term.
enum class InternalOver { loudest_3s, long_term };

// Loudness of a layer of ringing in one ear at this level, LUFS.
double ringing_lufs(const hearing::TinnitusLayer& layer, DbSpl level,
                    const Calibration& calibration, InternalOver over = InternalOver::loudest_3s);

// Loudness of the body sounds in both ears, LUFS over their loudest 3 s. occlusion: 0…1 in each
// ear. recorded: of the sources that are recordings.
double body_lufs(const scene::BodyLevels& levels, const Calibration& calibration,
                 const std::array<double, 2>& occlusion = {}, bool film_heart = false,
                 const RecordedLevels& recorded = {});

// The same in the long term, without occlusion.
double body_long_term_lufs(const scene::BodyLevels& levels, const Calibration& calibration,
                           bool film_heart = false, const RecordedLevels& recorded = {});

// K-weighted mean square of all internal sound of a state, re full scale, summed over both ears.
// stillness_lin: amplitude that multiplies the ringing.
double internal_energy(const LoudnessState& state, const Calibration& calibration,
                       InternalOver over, double stillness_lin = 1.0);

// The loudness of a programme that has none, LUFS: EBU R 128.
inline constexpr double kUsualLufs = -23.0;
// The loudness that ringing and body sounds together may have, LUFS: that of the programme, in soft
// mode 20 LU less.
double internal_limit_lufs(double programme_lufs, TinnitusMode mode) noexcept OTOSCAPE_RT;

}  // namespace otoscape::render::programme
