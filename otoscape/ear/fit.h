// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "otoscape/hearing/profile.h"
#include "otoscape/loss/place.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/units/time.h"

// From the clinical facts of an ear to the parameters of the acoustic models. fit_implant.h,
// fit_percept.h and fit_msbg.h do the same for implants and for MSBG; no other file does.

namespace otoscape::ear {

// Parameters of one ear's acoustic stages.
struct AcousticParams {
  loss::PlaceTable loss_db_hl{};      // sensorineural part, 0…104
  loss::PlaceTable attenuation_db{};  // conductive part; kSilenceDb more where there is no response
  std::optional<loss::SmearingParams> smearing;
  bool implanted = false;  // sound it does not hear by air may still be audible

  // Whether sound passes this ear unchanged.
  bool typical() const;
  bool operator==(const AcousticParams&) const = default;
};

inline constexpr double kSilenceDb = 200.0;

// Widening of the auditory filters' skirts for a sensorineural loss: linear in dB HL through 15:
// 1/1, 25: 1.6/1.1, 45: 2.4/1.6, 70: 4/2 (the three classes of MSBG, interpolated), then held.
struct Widening {
  double lower, upper;
};
Widening auto_widening(DbHl loss);

// The loss of an ear at a frequency: the sensorineural part, 0…104 dB HL, and the attenuation
// before the inner ear, with kSilenceDb more where there is no response.
struct PlaceLoss {
  double sensorineural_db_hl, attenuation_db;
};
PlaceLoss loss_at(const hearing::EarProfile& ear, Hertz frequency);

// loss_at over all places, and the smearing. smearing = false switches it off, whatever the profile
// says.
AcousticParams fit(const hearing::EarProfile& ear, bool smearing);

// The same ear for sound by bone conduction: no conductive part and no hearing protection. Regions
// without response stay silent, and so do those that an implanted ear no longer hears.
AcousticParams by_bone(const hearing::EarProfile& ear, AcousticParams params);
// Attenuation of the air path of one's own voice by the conductive part: the mean of .5, 1 and 2
// kHz.
Decibels speech_attenuation(const hearing::EarProfile& ear);

// Ringing is often softer with an implant on, the more so the longer it is worn (van de Heyning et
// al. 2008; Ramakers et al. 2015): by 12 dB at full adaptation. The 12 dB are ours.
Decibels ringing_relief(const hearing::EarProfile& ear);

// The level of a layer of ringing in this ear. A level of S dB SL becomes C − ρ(C − HL − S) dB HL
// at the layer's pitch, the level of a source at HL + S after the loss; C and ρ as in Recruitment,
// HL is limited to 80 dB and the result to 45 dB HL. A level in LU stands for that with a programme
// at kUsualProgramme and no K weighting; render/programme/levels_in_db.h has the real one.
inline constexpr DbSpl kUsualProgramme{65.0};
DbSpl ringing_level(const hearing::TinnitusLayer& layer, const hearing::EarProfile& ear);

}  // namespace otoscape::ear
