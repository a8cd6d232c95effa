// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/profile.h"
#include "otoscape/units/level.h"

namespace otoscape::ear {

// From a profile to the one number that haptics/depth.h takes: the mean threshold at 0.5, 1, 2 and
// 4 kHz of the better ear, with what is worn before the eardrum. An implanted ear counts as one of
// kImplantUsed dB HL, on activation day kImplantNew, unless its acoustic hearing is better: aided
// thresholds of implanted ears lie near 30 dB HL; the exact numbers are ours.
inline constexpr DbHl kImplantUsed{30.0}, kImplantNew{50.0};

DbHl threshold_for_depth(const hearing::EarProfile& left, const hearing::EarProfile& right);

}  // namespace otoscape::ear
