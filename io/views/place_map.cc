// SPDX-License-Identifier: Apache-2.0
#include "io/views/place_map.h"

#include <algorithm>
#include <cmath>

#include "otoscape/ear/fit_implant.h"
#include "otoscape/hearing/electrode_numbers.h"
#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/implant/tables/places.h"
#include "otoscape/implant/tables/published_bands.h"

namespace otoscape::io::views {
namespace {

using hearing::CodingStrategy;
using hearing::Implant;

constexpr std::string_view kHiResBands = "ab-hires120-15";

std::vector<double> edges_of(const Implant& implant, const implant::CodingParams& params) {
  if (implant.map.strategy == CodingStrategy::hires120) {
    const implant::tables::BandSet* set = implant::tables::find_bands(kHiResBands);
    return set == nullptr ? std::vector<double>{} : set->edges_hz;
  }
  return implant::coding::band_edges_hz(params);
}

void add_contacts(const Implant& implant, const implant::tables::ElectrodeArray& array,
                  PlaceMapFacts& facts) {
  facts.insertion_mm = implant.insertion_mm.value_or(array.insertion_mm);
  const auto places = implant::tables::contact_places(array, facts.insertion_mm);
  const bool ganglion = implant.place_map == hearing::PlaceMap::spiral_ganglion;
  for (int i = 0; i < array.contacts; ++i) {
    const auto at = static_cast<std::size_t>(i);
    PlaceMapFacts::Contact contact;
    contact.number = hearing::number_of(implant.map, i);
    contact.mm = places.mm[at];
    contact.place_hz = ganglion ? places.spiral_ganglion_hz[at] : places.greenwood_hz[at];
    contact.inside = i * array.pitch_mm < facts.insertion_mm;
    const auto& used = implant.map.electrodes;
    contact.active =
        std::ranges::find(used, contact.number, &hearing::ImplantElectrode::number) != used.end() &&
        std::ranges::find(implant.off, contact.number) == implant.off.end();
    facts.contacts.push_back(contact);
  }
}

void add_bands(const implant::CodingParams& params, const std::vector<double>& edges,
               PlaceMapFacts& facts) {
  const bool pairs = params.strategy == implant::Strategy::hires120;
  for (std::size_t b = 0; b + 1 < edges.size(); ++b) {
    const std::size_t last = b + (pairs ? 1 : 0);
    if (last >= params.bands.size()) return;
    const auto first_at = static_cast<std::size_t>(params.bands[b].electrode);
    const auto last_at = static_cast<std::size_t>(params.bands[last].electrode);
    if (first_at >= facts.contacts.size() || last_at >= facts.contacts.size()) return;
    const auto &first = facts.contacts[first_at], &second = facts.contacts[last_at];
    PlaceMapFacts::Band band;
    band.low_hz = edges[b];
    band.high_hz = edges[b + 1];
    band.centre_hz = 0.5 * (edges[b] + edges[b + 1]);
    band.place_hz = std::sqrt(first.place_hz * second.place_hz);
    band.mm = 0.5 * (first.mm + second.mm);
    band.active = first.active && second.active;
    facts.bands.push_back(band);
  }
}

}  // namespace

double PlaceMapFacts::Band::mismatch_octaves() const { return std::log2(place_hz / centre_hz); }

PlaceMapFacts place_map_facts(const Implant& implant) {
  PlaceMapFacts facts;
  const implant::tables::ElectrodeArray* array = implant::tables::find_array(implant.array);
  if (array == nullptr) return facts;
  facts.array = array->title;
  add_contacts(implant, *array, facts);
  const implant::CodingParams params = ear::coding_params(implant.map, implant.off);
  add_bands(params, edges_of(implant, params), facts);
  return facts;
}

}  // namespace otoscape::io::views
