// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <span>
#include <string>
#include <vector>

#include "otoscape/hearing/tinnitus_layer.h"
#include "otoscape/units/level.h"

namespace otoscape::scene {

// Whether `from` glides into `to` where an arc's listener with `from` is followed by one with `to`:
// equal name (no name counts as a name), equal kind, both with a bandwidth or both without, both
// central or both not, equal place. Layers that do not glide fade out and in.
bool glides(const hearing::TinnitusLayer& from, const hearing::TinnitusLayer& to);

// By how much a layer's level rises or falls over a ramp in which it fades in or out.
inline constexpr Decibels kRingingFade{60.0};

// What tells the layers of one ear apart along an arc: layers of two listeners glide into each
// other if their identities are equal. Among the layers of one listener that would glide into each
// other, `number` counts from 0 in the order of the list, so the first glides into the first.
struct RingingIdentity {
  std::string name;
  hearing::TinnitusLayer::Kind kind{};
  bool pure = false;     // no bandwidth
  bool one_ear = false;  // not central
  hearing::TinnitusLayer::Place place{};
  int number = 0;

  auto operator<=>(const RingingIdentity&) const = default;
};
// One for each layer, in the order of the list.
std::vector<RingingIdentity> ringing_identities(std::span<const hearing::TinnitusLayer> layers);

// A glide, or a fade in (from is null) or out (to is null).
struct RingingPair {
  const hearing::TinnitusLayer* from = nullptr;
  const hearing::TinnitusLayer* to = nullptr;
};
// All layers of `to` in order, then those of `from` that fade out.
std::vector<RingingPair> ringing_pairs(std::span<const hearing::TinnitusLayer> from,
                                       std::span<const hearing::TinnitusLayer> to);

}  // namespace otoscape::scene
