// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/ear/percept_params.h"

namespace otoscape::ear {

// Parameters of one possible percept of an implanted ear; empty without an implant.
//
// Adaptation a = 0…1 sets the values that the listener's file does not set:
//   place           f = place^(1−a) · allocated^a (Reiss et al. 2015; Svirsky et al. 2004)
//   spread          2 · 1.2^a dB/mm of current, and envelopes' low-pass 160 + 40 a Hz
//   carriers        sines at a = 0, noise from a = 0.5 on, blended in power between
//   matched         band 400…3000 Hz → 250…4000 Hz, smearing 6 → 3, flattening 1 → 0.5, formants up
//                   by 1.3 → 1.05
//   film            sines −3 → 0 dB from a = 0.5 on, noise +3 → 0 dB, snapped 1 − a, roughness
//                   0.6 (1 − a), variety 0.7 (1 − a)
// The direction of each is published (Dorman et al. 2020, 2022; Peters et al. 2018; patients'
// descriptions); the numbers are ours.
std::optional<PerceptParams> fit_percept(const hearing::EarProfile& ear);

// The band and attenuation of an implant, for an estimate of loudness: speech at its own level,
// less the attenuation by the volume, between two frequencies.
struct ElectricBand {
  double low_hz, high_hz, attenuation_db;
};
ElectricBand electric_band(const hearing::Implant& implant);

}  // namespace otoscape::ear
