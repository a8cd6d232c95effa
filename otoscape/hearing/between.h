// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/profile.h"

namespace otoscape::hearing {

// The ear `part` of the way from a to b: 0 is a, 1 is b, to the bit. Thresholds and what is worn go
// in dB, exactly, over the frequencies of both; no response counts as 120 dB HL on the way and what
// rests on it is silent from 110 on. Where one ear alone has bone thresholds, the other's are its
// air thresholds. Widening factors go in proportion; other kinds of smearing change half-way.
// Ringing has its own movement and is left out. Implants: see between_implants.h.
EarProfile between(const EarProfile& a, const EarProfile& b, double part);

// Of two things worn at once; each point takes no more than `limit` there.
Attenuation together(const Attenuation& a, const Attenuation& b, const Attenuation& limit);

}  // namespace otoscape::hearing
