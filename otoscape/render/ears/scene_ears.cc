// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/scene_ears.h"

#include <algorithm>

namespace otoscape::render::ears {
namespace {

bool rings_differently(const scene::Arc& arc) {
  const auto of_one_ear = [](const hearing::TinnitusLayer& layer) { return !layer.central; };
  return std::ranges::any_of(arc.ringing(), [&](const scene::RingingStep& step) {
    const auto& [left, right] = step.to;
    return left.tinnitus != right.tinnitus || left.air != right.air ||
           std::ranges::any_of(left.tinnitus, of_one_ear);
  });
}

}  // namespace

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

bool needs_two_ears(const scene::Arc& arc, TinnitusMode ringing) {
  const bool rings = ringing != TinnitusMode::off;
  if (rings && rings_differently(arc)) return true;
  if (electric_needs(arc).any()) return true;
  // A body's resonances are an ear's own.
  if (arc.felt_at_most() != scene::Felt::off) return true;
  const auto differs = [&](Seconds time) {
    hearing::EarProfile left = arc.ear(scene::Side::left, time);
    const hearing::EarProfile right = arc.ear(scene::Side::right, time);
    if (!rings) left.tinnitus = right.tinnitus;
    return left != right;
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

std::array<bool, 2> electric_ears(const scene::Arc& arc) {
  return {electric_needs(arc, scene::Side::left).any(),
          electric_needs(arc, scene::Side::right).any()};
}

}  // namespace otoscape::render::ears
