// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit_percept.h"

#include <algorithm>
#include <cmath>

#include "otoscape/ear/fit_implant.h"
#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/implant/front_end/dual_loop_agc.h"
#include "otoscape/implant/front_end/microphone.h"
#include "otoscape/implant/tables/places.h"

namespace otoscape::ear {
namespace {

using hearing::Implant;

// a to b, in proportion to their ratio.
double between(double a, double b, double part) { return a * std::pow(b / a, part); }

double survival_at(const Implant& implant, double hz) {
  const auto dead = [hz](const hearing::DeadRegion& r) {
    return hz >= r.from.value() && hz <= r.to.value();
  };
  return std::ranges::any_of(implant.dead, dead) ? 0.0 : 1.0;
}

implant::vocoder::Carrier carrier_of(hearing::ImplantCarrier carrier) {
  switch (carrier) {
    case hearing::ImplantCarrier::sine:
      return implant::vocoder::Carrier::sine;
    case hearing::ImplantCarrier::pulse_spreading:
      return implant::vocoder::Carrier::pulse_spreading;
    case hearing::ImplantCarrier::gaussian_tones:
      return implant::vocoder::Carrier::gaussian_tones;
    case hearing::ImplantCarrier::gammatone_pulses:
      return implant::vocoder::Carrier::gammatone_pulses;
    case hearing::ImplantCarrier::spiral:
      return implant::vocoder::Carrier::spiral;
    case hearing::ImplantCarrier::noise:
    case hearing::ImplantCarrier::by_adaptation:
      return implant::vocoder::Carrier::noise;
  }
  return implant::vocoder::Carrier::noise;
}

double emphasis_db(const implant::CodingParams& coding, double hz) {
  if (coding.strategy == implant::Strategy::hires120)
    return implant::front_end::hires_preemphasis_db(hz);
  return implant::front_end::microphone_gain(coding.microphone, Hertz(hz)).value();
}

// Of every band: where its electrode lies, and where it is heard.
std::vector<implant::vocoder::PlaceParams> places_of(const Implant& implant,
                                                     const implant::CodingParams& coding) {
  constexpr double kMostDeemphasisDb = 10.0, kFineStructureHz = 500.0;
  const auto* array = implant::tables::find_array(implant.array);
  const auto& known = array != nullptr ? *array : implant::tables::electrode_arrays().front();
  const auto contacts =
      implant::tables::contact_places(known, implant.insertion_mm.value_or(known.insertion_mm));
  const auto& heard_hz = implant.place_map == hearing::PlaceMap::greenwood
                             ? contacts.greenwood_hz
                             : contacts.spiral_ganglion_hz;
  const std::vector<double> edges = implant::coding::band_edges_hz(coding);
  std::vector<implant::vocoder::PlaceParams> places;
  for (std::size_t b = 0; b < coding.bands.size(); ++b) {
    const auto contact =
        std::min(static_cast<std::size_t>(coding.bands[b].electrode), heard_hz.size() - 1);
    const double low = edges[std::min(b, edges.size() - 2)],
                 high = edges[std::min(b + 1, edges.size() - 1)];
    const double centre = 0.5 * (low + high);
    implant::vocoder::PlaceParams place;
    place.position_mm = contacts.mm[contact];
    place.place_hz = between(heard_hz[contact], centre, implant.adaptation);
    place.width_hz = (high - low) * place.place_hz / centre;
    place.survival = survival_at(implant, heard_hz[contact]);
    place.deemphasis_db =
        std::clamp(-emphasis_db(coding, centre), -kMostDeemphasisDb, kMostDeemphasisDb);
    const bool fine =
        coding.strategy == implant::Strategy::fs4 && static_cast<int>(b) < coding.fine_structure;
    if (fine) place.envelope_hz = std::max(kFineStructureHz, high);  // its bursts are the pitch
    places.push_back(place);
  }
  return places;
}

// Electric hearing from a crossover up: the bands whose centre lies below are gone, and the others
// stay where they were.
void keep_above(Hertz crossover, implant::CodingParams& coding) {
  const std::vector<double> edges = implant::coding::band_edges_hz(coding);
  std::size_t gone = 0;
  while (gone < coding.bands.size() && 0.5 * (edges[gone] + edges[gone + 1]) < crossover.value()) {
    ++gone;
  }
  if (coding.strategy == implant::Strategy::hires120 || gone == coding.bands.size()) {
    for (std::size_t b = 0; b < gone; ++b) coding.bands[b].silent = true;
    return;
  }
  coding.fine_structure = std::max(0, coding.fine_structure - static_cast<int>(gone));
  const auto first = static_cast<std::ptrdiff_t>(gone);
  coding.edges_hz.assign(edges.begin() + first, edges.end());
  coding.bands.erase(coding.bands.begin(), coding.bands.begin() + first);
  coding.maxima = std::min(coding.maxima, static_cast<int>(coding.bands.size()));
}

implant::vocoder::VocoderParams carriers_of(const Implant& implant,
                                            const implant::CodingParams& coding) {
  const double a = implant.adaptation;
  implant::vocoder::VocoderParams carriers;
  carriers.carrier = carrier_of(implant.carrier);
  if (implant.carrier == hearing::ImplantCarrier::by_adaptation) {
    carriers.sine_share = std::clamp(1.0 - 2.0 * a, 0.0, 1.0);
  }
  carriers.spread_domain = implant.spread_domain == hearing::SpreadDomain::current
                               ? implant::vocoder::SpreadDomain::current
                               : implant::vocoder::SpreadDomain::envelope;
  carriers.spread_db_per_mm = implant.spread_db_per_mm.value_or(between(2.0, 2.4, a));
  carriers.envelope_hz = implant.envelope ? implant.envelope->value() : std::lerp(160.0, 200.0, a);
  carriers.places = places_of(implant, coding);
  return carriers;
}

VocoderPercept vocoder_of(const Implant& implant) {
  VocoderPercept percept;
  percept.coding = coding_params(implant.map, implant.off);
  percept.coding.volume *= implant.volume;
  if (implant.eas_crossover) keep_above(*implant.eas_crossover, percept.coding);
  percept.carriers = carriers_of(implant, percept.coding);
  const bool has_holes = !implant.off.empty() || !implant.dead.empty() || implant.eas_crossover;
  if (has_holes || percept.coding.volume < 1.0) {
    Implant whole = implant;
    whole.dead.clear();
    implant::CodingParams coding = coding_params(implant.map);
    coding.volume = 1.0;
    percept.whole = VocoderPercept::Whole{coding, carriers_of(whole, coding)};
  }
  return percept;
}

MatchedParams matched_of(const Implant& implant) {
  const double a = implant.adaptation;
  MatchedParams matched;
  matched.flattening.flattening = implant.flattening.value_or(std::lerp(1.0, 0.5, a));
  matched.flattening.pitch_hz = implant.matched_pitch.value();
  matched.flattening.formant_shift = implant.formant_shift.value_or(between(1.3, 1.05, a));
  matched.smear = implant.smear.value_or(std::lerp(6.0, 3.0, a));
  matched.low_hz = implant.band_low ? implant.band_low->value() : between(400.0, 250.0, a);
  if (implant.eas_crossover)
    matched.low_hz = std::max(matched.low_hz, implant.eas_crossover->value());
  matched.high_hz = implant.band_high ? implant.band_high->value() : between(3000.0, 4000.0, a);
  return matched;
}

std::vector<double> grid_of(const Implant& implant) {
  constexpr double kLowestHz = 65.406, kSemitones = 3.0, kHighestHz = 6000.0;  // from C2 on
  std::vector<double> grid;
  if (implant.snap == hearing::PitchSnap::semitones) {
    for (double hz = kLowestHz; hz < kHighestHz; hz *= std::exp2(kSemitones / 12.0)) {
      grid.push_back(hz);
    }
    return grid;
  }
  Implant fresh = implant;
  fresh.adaptation = 0.0;  // the grid stands; adaptation moves how much is on it
  for (const auto& place : places_of(fresh, coding_params(implant.map, implant.off))) {
    grid.push_back(place.place_hz);
  }
  std::ranges::sort(grid);
  return grid;
}

implant::film::FilmParams film_of(const Implant& implant) {
  const double a = implant.adaptation, fresh = std::clamp(1.0 - 2.0 * a, 0.0, 1.0);
  implant::film::FilmParams film;
  film.sines_db = implant.sines.value_or(Decibels(-3.0 * fresh)).value();
  film.transients_db = implant.transients.value_or(Decibels(0.0)).value();
  film.noise_db = implant.noise.value_or(Decibels(3.0 * fresh)).value();
  film.snapped = implant.snap == hearing::PitchSnap::by_adaptation ? 1.0 - a
                 : implant.snap == hearing::PitchSnap::off         ? 0.0
                                                                   : 1.0;
  film.grid_hz = grid_of(implant);
  film.roughness = implant.roughness.value_or(0.6 * (1.0 - a));
  film.noise_bands = 1.0 - a;
  film.variety = implant.variety.value_or(0.7 * (1.0 - a));
  film.clarity = implant.clarity;
  film.memory_s = implant.memory_s;
  if (implant.eas_crossover) film.low_hz = std::max(film.low_hz, implant.eas_crossover->value());
  return film;
}

}  // namespace

std::optional<PerceptParams> fit_percept(const hearing::EarProfile& ear) {
  if (!ear.implant) return std::nullopt;
  const Implant& implant = *ear.implant;
  PerceptParams params;
  switch (implant.percept) {
    case hearing::ImplantPercept::vocoder:
      params.what = vocoder_of(implant);
      break;
    case hearing::ImplantPercept::matched:
      params.what = matched_of(implant);
      break;
    case hearing::ImplantPercept::film:
      params.what = film_of(implant);
      params.confusion_deg = implant.confusion_deg.value_or(0.0);
      break;
  }
  params.delay_s = std::max(0.0, implant.delay.value());
  return params;
}

ElectricBand electric_band(const hearing::Implant& implant) {
  constexpr double kLowSkirt = 0.85, kHighSkirt = 1.06;  // of the coded range's ends
  if (implant.percept == hearing::ImplantPercept::matched) {
    const MatchedParams matched = matched_of(implant);
    return {matched.low_hz, matched.high_hz, 0.0};
  }
  if (implant.percept == hearing::ImplantPercept::film) {
    const implant::film::FilmParams film;
    const double low = implant.eas_crossover ? implant.eas_crossover->value() : 0.0;
    return {std::max(film.low_hz, low), film.high_hz, 0.0};
  }
  constexpr double kSpeechPeaks = 0.8;  // of the range between T and C
  const implant::CodingParams coding = coding_params(implant.map, implant.off);
  const std::vector<double> edges = implant::coding::band_edges_hz(coding);
  const double low = implant.eas_crossover ? implant.eas_crossover->value() : 0.0;
  const double loud = implant::ungrown(coding.growth, kSpeechPeaks),
               now = implant::ungrown(coding.growth, kSpeechPeaks * implant.volume);
  return {std::max(kLowSkirt * edges.front(), low), kHighSkirt * edges.back(),
          20.0 * std::log10(loud / now)};
}

}  // namespace otoscape::ear
