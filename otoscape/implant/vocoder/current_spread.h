// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/carriers/lanes.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"
#include "otoscape/implant/vocoder/vocoder_params.h"

// From the pulses of a cycle to the current at every electrode's place, and from current to the
// amplitude of a sound. The current of a pulse falls off along the cochlea, W = 10^(−s|Δx|/20) with
// s in dB/mm (Bingabr et al. 2008 give 1…8.5 dB/mm for monopolar to bipolar stimulation). The
// pulses of a cycle follow one another: at each place the strongest determines the amplitude; only
// pulses that fire together add. The current at a place is mapped by T and C of its electrode and
// the inverse of the map's loudness growth; at T and below the amplitude is 0. The response of the
// microphone is undone for the electrode of the strongest current. SpreadDomain::envelope is the
// form of acoustic models (Grange et al. 2017): amplitudes spread, powers add. Not modelled: skirts
// that differ toward apex and base, refractoriness, the spiral's turns above each other.

namespace otoscape::implant::vocoder {

inline constexpr double kNoSpread = 1000.0;  // dB/mm: no spread

// Parameters of heard(). Those from the coding are fixed, the others may glide.
struct SpreadDesign {
  int places = 0;
  SpreadDomain domain = SpreadDomain::current;
  std::array<std::int8_t, 64> place_of_electrode{};  // −1: none

  bool level_is_current = false;
  float levels_per_octave = 1.0f, level_at_one_ua = 0.0f;
  carriers::Lanes t_level, per_range;                   // 1/(C − T); 0: never heard
  float exponent = 1.0f, factor = 1.0f, offset = 0.0f;  // u = offset + factor · 2^(exponent v)
  std::array<carriers::Lanes, kMaxElectrodes> weight;   // by source, W at every place
  std::array<float, kMaxElectrodes> gain{};             // by source
  carriers::Lanes survival;
};

// Control side. Without weights, gains and survival.
SpreadDesign make_spread(const CodingParams& coding, SpreadDomain domain);

// W of every source at every place.
void set_weights(SpreadDesign& design, const carriers::Lanes& position_mm,
                 double spread_db_per_mm) noexcept OTOSCAPE_RT;
// µA at every place, before T and C.
void field(const SpreadDesign& design, const Frame& cycle,
           carriers::Lanes& current_ua) noexcept OTOSCAPE_RT;
// The amplitude at every place from this cycle, in the unit of the coding's envelopes.
void heard(const SpreadDesign& design, const Frame& cycle,
           carriers::Lanes& amplitude) noexcept OTOSCAPE_RT;

}  // namespace otoscape::implant::vocoder
