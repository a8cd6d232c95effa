// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/scene_ears.h"

#include <algorithm>

namespace otoscape::render::ears {

ear::ElectricNeeds electric_needs(const scene::Arc& arc, std::optional<scene::Side> only) {
  ear::ElectricNeeds needs;
  const auto look = [&](Seconds time) {
    for (const auto side : {scene::Side::left, scene::Side::right}) {
      if (!only || *only == side) needs.add(arc.ear(side, time));
    }
  };
  look(Seconds(-1e6));
  for (const scene::EarMovement& m : arc.ear_movements()) look(m.end);
  return needs;
}

bool needs_two_ears(const scene::Arc& arc) {
  for (const scene::RingingStep& step : arc.ringing()) {
    if (step.to[0].tinnitus != step.to[1].tinnitus) return true;
    const auto side = [](const hearing::TinnitusLayer& layer) { return !layer.central; };
    if (std::ranges::any_of(step.to[0].tinnitus, side)) return true;
    if (step.to[0].air != step.to[1].air) return true;
  }
  if (electric_needs(arc).any()) return true;
  const auto differs = [&](Seconds time) {
    return arc.ear(scene::Side::left, time) != arc.ear(scene::Side::right, time);
  };
  if (differs(Seconds(-1e6))) return true;
  for (const scene::EarMovement& m : arc.ear_movements()) {
    if (differs(m.start) || differs(m.end)) return true;
  }
  // An event that one ear alone hears.
  return std::ranges::any_of(arc.events(), [](const scene::PlacedEvent& placed) {
    return placed.event.ears != scene::EventEars::both ||
           std::holds_alternative<scene::Blast>(placed.event.what);
  });
}

}  // namespace otoscape::render::ears
