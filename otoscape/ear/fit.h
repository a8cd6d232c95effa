// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "otoscape/hearing/profile.h"
#include "otoscape/loss/place.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/units/time.h"

// The only place where a clinical fact meets a model parameter.

namespace otoscape::ear {

// What one ear's stages should do.
struct AcousticParams {
  loss::PlaceTable loss_db_hl{};      // sensorineural part, 0…104
  loss::PlaceTable attenuation_db{};  // conductive part; kSilenceDb more where there is no response
  std::optional<loss::SmearingParams> smearing;
  bool implanted = false;  // what it does not hear by air is not thereby inaudible

  // Whether sound passes this ear as it is.
  bool typical() const;
  bool operator==(const AcousticParams&) const = default;
};

inline constexpr double kSilenceDb = 200.0;

// Widening of the auditory filters' skirts for a sensorineural loss: linear in dB HL through 15:
// 1/1, 25: 1.6/1.1, 45: 2.4/1.6, 70: 4/2 (the Cambridge simulator's three classes, joined), then
// held.
struct Widening {
  double lower, upper;
};
Widening auto_widening(DbHl loss);

// What an ear takes from a frequency: the sensorineural part, 0…104 dB HL, and what is taken before
// the inner ear, with kSilenceDb more where there is no response.
struct PlaceLoss {
  double sensorineural_db_hl, attenuation_db;
};
PlaceLoss loss_at(const hearing::EarProfile& ear, Hertz frequency);

// loss_at over all places, and the smearing; false switches that off whatever the profile says.
AcousticParams fit(const hearing::EarProfile& ear, bool smearing);

// The same ear for what reaches it by bone: no conductive part, nothing worn. Silence stays, and
// what an implanted ear no longer hears.
AcousticParams by_bone(const hearing::EarProfile& ear, AcousticParams params);
// What the conductive part takes from the air leg of one's own voice: the mean of .5, 1 and 2 kHz.
Decibels speech_attenuation(const hearing::EarProfile& ear);

// Ringing is often softer with an implant on, the more so the longer it is worn (van de Heyning et
// al. 2008; Ramakers et al. 2015): by 12 dB at full adaptation. The number is ours.
Decibels ringing_relief(const hearing::EarProfile& ear);

// The level at which a layer rings in this ear. A level of S dB SL is written at C − ρ(C − HL − S)
// dB HL at the layer's pitch, as if a source at HL + S had gone through the loss; C and ρ as in
// Recruitment, HL taken as at most 80 and the result as at most 45 dB HL.
DbSpl ringing_level(const hearing::TinnitusLayer& layer, const hearing::EarProfile& ear);

}  // namespace otoscape::ear
