// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/loss/place.h"

namespace otoscape::loss {

// The level above which a listener with recruitment hears as loud as a typical one (catch-up
// level), dB HL; the Cambridge simulator's value.
inline constexpr double kCatchUpDbHl = 105.0;
// Losses are taken as at most this, one short of the catch-up level, where the law turns into a
// switch.
inline constexpr double kLargestLossDbHl = 104.0;

// What one ear does to each place of the cochlea.
struct RecruitmentParams {
  PlaceTable loss_db_hl{};        // sensorineural part, 0…104
  PlaceTable threshold_db_spl{};  // 0 dB HL at the place where the band measures
  PlaceTable
      attenuation_db{};     // linear loss before the inner ear: the conductive part; huge = silence
  bool attenuates = false;  // whether any attenuation is not 0
  bool reassigns = true;    // false: level and loss at the bands' centres, the plain scheme
};

// Loudness recruitment with audibility (Moore & Glasberg 1993; law of the Cambridge simulator,
// MSBG): sound at L dB HL becomes C − ρ(C − L), ρ = C/(C − HL), C = 105, and is never amplified.
// What the ear cannot hear falls below 0 dB HL, out of a typical listener's reach: audibility is
// this law's lower end.
//
// Level by reassignment: a band knows the frequency of what it hears (slip over power of its last
// section), so level, loss and threshold are taken at that frequency, corrected for the band's own
// skirt, instead of at the band's centre; a lone tone then gets one gain in every band that hears
// it. After the reassignment of Auger & Flandrin (1995), applied here to a bank's gains.
//
// Not modelled: changes of loss over seconds (adaptation, reflex), cross-frequency suppression,
// dead regions' off-place listening.
class Recruitment {
 public:
  // Control side.
  void prepare(const bank::GammatoneDesign& design, const StreamSpec& spec, Arena& arena);

  // Audio side. Linear gains of one ear's bands for its levels (bands elements each). lift_log2 is
  // added to the gain's log2.
  void gains(const RecruitmentParams& ear, std::span<const float> power,
             std::span<const float> slip, std::span<const float> lift_log2,
             std::span<float> gains_lin) noexcept OTOSCAPE_RT;

  // Bands of the last call in which a typical ear would hear something, and how many of these lie
  // below the ear's threshold.
  struct Audibility {
    std::int64_t audible_to_typical = 0;
    std::int64_t inaudible = 0;
  };
  Audibility last_audibility() const { return last_; }

 private:
  std::span<float> centre_hz_, radius_inverse_, slip_limit_, skirt_, level_offset_db_, no_reach_;
  float hz_per_radian_ = 0.0f;
  Audibility last_;
};

}  // namespace otoscape::loss
