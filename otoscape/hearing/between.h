// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/profile.h"

namespace otoscape::hearing {

// The ear `part` of the way from a to b: 0 is a, 1 is b, to the bit. Thresholds and attenuations
// are interpolated in dB, exactly, over the frequencies of both. No response counts as 120 dB HL; a
// threshold that rests on it is silent from 110 dB HL up. Where only one ear has bone thresholds,
// the other's air thresholds stand in for its bone thresholds. Widening factors are interpolated
// linearly; other kinds of smearing switch half-way. Ringing is left out: it moves by
// scene::RingingStep. Implants: see between_implants.h.
EarProfile between(const EarProfile& a, const EarProfile& b, double part);

// The sum of two attenuations worn at once; at each point at most `limit`, where that has points.
Attenuation together(const Attenuation& a, const Attenuation& b, const Attenuation& limit);

}  // namespace otoscape::hearing
