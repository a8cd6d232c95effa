// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/event.h"

// Attenuations that events put before the eardrum.

namespace otoscape::scene {

// Attenuation in dB at 125/250/500/1k/2k/4k/8k Hz. foam: 0.6 of a maker's best fit (33 36 37 38 39
// 46 46, a label of NRR 33), as worn in the field. flat15: a musician's plug, 15 dB and up to 20
// above 6 kHz. muff: 12 18 27 33 34 37 37. The last two are typical values without one source.
const hearing::Attenuation& attenuation(Protector protector);

// The attenuation of bone conduction, which bypasses any protector: 48 50 55 48 40 48 50 dB at the
// same frequencies (after Berger, Kieper and Gauger 2003, JASA 114:1955). It limits the attenuation
// of every protector.
const hearing::Attenuation& bone_limit();

// Pressure in the canal: a low shelf, `by` below 500 Hz, 0 dB from 2 kHz up. Ours.
hearing::Attenuation pressure(Decibels by);

// Share of the occlusion effect, 0…1: half for a deep plug, all for a shallow one or a muff
// (Stenfelt and Reinfeldt 2007), none in an ear with a conductive part, whose bone thresholds
// include it already.
double occlusion(Protector protector, const hearing::EarProfile& ear);

}  // namespace otoscape::scene
