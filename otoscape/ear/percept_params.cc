// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/percept_params.h"

#include <algorithm>

#include "otoscape/implant/film/spatial_confusion.h"

namespace otoscape::ear {

bool continues(const PerceptParams& from, const PerceptParams& to) {
  if (from.what.index() != to.what.index() || from.delay_s != to.delay_s) return false;
  if (const auto* a = std::get_if<VocoderPercept>(&from.what)) {
    const auto& b = std::get<VocoderPercept>(to.what);
    return a->coding == b.coding && a->carriers.carrier == b.carriers.carrier &&
           a->carriers.spread_domain == b.carriers.spread_domain;
  }
  if (const auto* a = std::get_if<implant::film::FilmParams>(&from.what)) {
    const auto& b = std::get<implant::film::FilmParams>(to.what);
    return a->memory_s == b.memory_s && a->grid_hz == b.grid_hz;
  }
  return true;
}

void ElectricNeeds::add(const hearing::EarProfile& ear) {
  if (!ear.implant) return;
  switch (ear.implant->percept) {
    case hearing::ImplantPercept::vocoder:
      vocoder = true;
      break;
    case hearing::ImplantPercept::matched:
      matched = true;
      break;
    case hearing::ImplantPercept::film:
      film = true;
      break;
  }
  confusion = confusion || ear.implant->confusion_deg.value_or(0.0) > 0.0;
  acoustic_delay_s = std::max(acoustic_delay_s, -ear.implant->delay.value());
}

Frames ElectricNeeds::latency(Hertz rate) const {
  Frames slowest(0);
  if (vocoder) slowest = std::max(slowest, implant::vocoder::Vocoder::latency(rate));
  if (matched) slowest = std::max(slowest, MatchedPercept::latency(rate));
  if (film) slowest = std::max(slowest, implant::film::FilmPercept::latency(rate, kFilmSlice));
  if (confusion) slowest = slowest + implant::film::SpatialConfusion::latency(rate);
  return slowest;
}

}  // namespace otoscape::ear
