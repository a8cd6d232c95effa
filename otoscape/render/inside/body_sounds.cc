// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/body_sounds.h"

namespace otoscape::render::inside {
namespace {

// A scene that never sounds a source pays nothing for it.
BodyParts parts_of(const scene::Arc& arc) {
  BodyParts parts;
  parts.film_heart = arc.film_heart();
  parts.ways = {false, false};
  const auto look = [&](const scene::BodyLevels& levels) {
    parts.heart = parts.heart || levels.heart_lin > 0.0;
    parts.breath = parts.breath || levels.breath_lin > 0.0;
    parts.steps = parts.steps || levels.thuds_lin > 0.0;
    (levels.mouth ? parts.ways.mouth : parts.ways.nose) = true;
    parts.floors.push_back(floor_of(levels.floor));
  };
  for (const Seconds moment : arc.moments()) {
    for (const double aside : {-1e-4, 0.02}) {
      look(arc.mix(Seconds(moment.value() + aside)).body);
    }
  }
  return parts;
}

}  // namespace

BodySounds::BodySounds(const scene::Arc& arc, const quantum::QuantumClock& clock,
                       std::uint64_t seed, const programme::Recordings* recordings)
    : clock_(clock) {
  BodyParts parts = parts_of(arc);
  parts.recordings = recordings;
  if (parts.any()) player_.emplace(clock.rate, seed, parts, ArcPace(arc));
}

void BodySounds::add(std::int64_t quantum, const scene::BodyLevels& from,
                     const scene::BodyLevels& to, const PascalBlock& out) noexcept {
  if (player_) player_->add(clock_.frame_of(quantum), from, to, out);
}

}  // namespace otoscape::render::inside
