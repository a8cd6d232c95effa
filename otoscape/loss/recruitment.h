// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/loss/place.h"
#include "otoscape/loss/skirt.h"

namespace otoscape::loss {

// The level above which a listener with recruitment hears as loud as a typical one (catch-up
// level), dB HL; the Cambridge simulator's value.
inline constexpr double kCatchUpDbHl = 105.0;
// Losses are limited to this, 1 dB below the catch-up level, where ρ becomes infinite.
inline constexpr double kLargestLossDbHl = 104.0;

// The law for a tone, dB HL in and out.
inline double recruited_db_hl(double level_db_hl, double loss_db_hl) {
  const double expansion = loss_db_hl / (kCatchUpDbHl - loss_db_hl);
  const double gain_db = expansion * (std::max(level_db_hl, loss_db_hl) - kCatchUpDbHl);
  return level_db_hl + std::min(gain_db, 0.0);
}

// One ear's parameters at each place of the cochlea.
struct RecruitmentParams {
  PlaceTable loss_db_hl{};        // sensorineural part, 0…104
  PlaceTable threshold_db_spl{};  // 0 dB HL at the place where the band measures
  PlaceTable
      attenuation_db{};     // linear loss before the inner ear: the conductive part; huge = silence
  bool attenuates = false;  // whether any attenuation is not 0
  bool reassigns = true;    // false: level and loss at the bands' centres, the plain scheme
  float ceiling_log2 = 0.0f;  // the largest gain's log2, at most 0
};

// Loudness recruitment with audibility (Moore & Glasberg 1993; law of the Cambridge simulator,
// MSBG): sound at L dB HL becomes C − ρ(C − L), ρ = C/(C − HL), C = 105, and is never amplified.
// Sound below this ear's threshold becomes L − HL, below 0 dB HL, so that a typical listener does
// not hear it: audibility is the lower end of the same law. (The law alone would go on down, by
// ρ dB per dB; many inaudible parts would then add up to far less than behind an attenuation.)
//
// Level by reassignment: the instantaneous frequency in a band is slip over power of its last
// section. Level, loss and threshold are taken at that frequency, corrected for the band's own
// skirt, instead of at the band's centre. A single tone then has one gain in all bands that respond
// to it. After the reassignment of Auger & Flandrin (1995), applied here to the gains of a bank.
//
// Not modelled: changes of loss over seconds (adaptation, reflex), cross-frequency suppression,
// dead regions' off-place listening.
class Recruitment {
 public:
  // Control side.
  void prepare(const bank::GammatoneDesign& design, const StreamSpec& spec, Arena& arena);

  // One ear's bands, one element each.
  struct Bands {
    std::span<const float> power, slip;  // as in bank::BandLevels
    std::span<const float> makeup_log2;  // added to the gain's log2 as far as nothing is amplified
    std::span<const float> lift_log2;    // added to the gain's log2
  };

  // Audio side. Linear gains of one ear's bands.
  void gains(const RecruitmentParams& ear, const Bands& bands,
             std::span<float> gains_lin) noexcept OTOSCAPE_RT;

  // The number of bands of the last call above a typical ear's threshold, and how many of these are
  // below this ear's.
  struct Audibility {
    std::int64_t audible_to_typical = 0;
    std::int64_t inaudible = 0;
  };
  Audibility last_audibility() const { return last_; }

 private:
  Skirts skirts_;
  std::span<float> centre_hz_, level_offset_db_, no_reach_;
  float hz_per_radian_ = 0.0f;
  Audibility last_;
};

}  // namespace otoscape::loss
