// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/render/quantum/inside_params.h"
#include "otoscape/units/level.h"

namespace otoscape::render::programme {

inline constexpr DbSpl kSoftRinging{35.0};        // highest level of a layer in soft mode
inline constexpr Decibels kRingingByStress{3.0};  // at full stress; ours

// The level of a layer that is written at `level`: in soft mode at most kSoftRinging.
DbSpl ringing_limit(DbSpl level, TinnitusMode mode);

// Gain that stress gives a layer at `level`, ≥ 0 dB: kRingingByStress · stress; in soft mode no
// more than leads to kSoftRinging. stress: that of the scene times the layer's share of it, 0…1.
Decibels stress_lift(DbSpl level, double stress, TinnitusMode mode);

}  // namespace otoscape::render::programme
