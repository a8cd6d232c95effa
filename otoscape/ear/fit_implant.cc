// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit_implant.h"
#include "otoscape/hearing/electrode_numbers.h"

#include <algorithm>

namespace otoscape::ear {
namespace {

using hearing::CodingStrategy;
using hearing::ImplantMap;

constexpr double kHiResRangeDb = 60.0;  // of sound from T to M: the input dynamic range

// Both sides list the same words in the same order; the last ones show it.
template <class To, class From>
constexpr To same(From value) {
  return static_cast<To>(value);
}
static_assert(same<implant::Strategy>(CodingStrategy::mp3000) == implant::Strategy::mp3000);
static_assert(same<implant::Strategy>(CodingStrategy::hires120) == implant::Strategy::hires120);
static_assert(same<implant::Chip>(hearing::ImplantChip::micro_amperes) ==
              implant::Chip::micro_amperes);
static_assert(same<implant::Microphone>(hearing::ImplantMicrophone::flat) ==
              implant::Microphone::flat);
static_assert(same<implant::Agc>(hearing::ImplantAgc::off) == implant::Agc::off);
static_assert(same<implant::EnvelopeSum>(hearing::ImplantEnvelope::power_sum) ==
              implant::EnvelopeSum::power);
static_assert(same<implant::PulseOrder>(hearing::StimulationOrder::staggered) ==
              implant::PulseOrder::staggered);

implant::GrowthParams growth(const ImplantMap& map) {
  implant::GrowthParams growth;
  growth.base = map.base_level;
  growth.saturation = map.saturation_level;
  if (map.strategy == CodingStrategy::hires120) {
    growth.growth = implant::Growth::decibels;
    growth.range_db = kHiResRangeDb;
    return growth;
  }
  growth.alpha =
      map.maplaw ? *map.maplaw : implant::alpha_of_q(map.q, map.base_level, map.saturation_level);
  return growth;
}

}  // namespace

implant::CodingParams coding_params(const ImplantMap& map, std::span<const int> off) {
  implant::CodingParams params;
  params.strategy = same<implant::Strategy>(map.strategy);
  params.microphone = same<implant::Microphone>(map.microphone);
  params.agc = same<implant::Agc>(map.agc);
  params.sensitivity_db = map.sensitivity.value();
  params.envelope = same<implant::EnvelopeSum>(map.envelope);
  for (Hertz edge : map.edges) params.edges_hz.push_back(edge.value());
  params.rate_pps = map.rate_pps;
  params.analysis_rate_hz = map.analysis_rate_hz > 0.0 ? map.analysis_rate_hz : map.rate_pps;
  params.maxima = map.maxima;
  params.order = same<implant::PulseOrder>(map.order);
  params.pulse_width_us = map.pulse_width_us;
  params.phase_gap_us = map.phase_gap_us;
  params.growth = growth(map);
  params.chip = same<implant::Chip>(map.chip);
  params.volume = map.volume;
  params.idle_at_t = map.idle_at_t;
  params.masking_low_db_bark = map.masking_low_db_bark;
  params.masking_high_db_bark = map.masking_high_db_bark;
  params.fine_structure = map.fine_structure;
  for (const hearing::ImplantElectrode& e : map.electrodes) {
    const bool silent = std::ranges::find(off, e.number) != off.end();
    params.bands.push_back({electrode_of(map, e.number), e.t_level, e.c_level, silent});
  }
  return params;
}

}  // namespace otoscape::ear
