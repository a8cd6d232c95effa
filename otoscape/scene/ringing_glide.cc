// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/ringing_glide.h"

#include <algorithm>

namespace otoscape::scene {
namespace {

using hearing::TinnitusLayer;

RingingIdentity first_of(const TinnitusLayer& layer) {
  return {layer.name, layer.kind, layer.bandwidth_oct <= 0.0, !layer.central, layer.place, 0};
}

}  // namespace

bool glides(const TinnitusLayer& from, const TinnitusLayer& to) {
  return first_of(from) == first_of(to);
}

std::vector<RingingIdentity> ringing_identities(std::span<const TinnitusLayer> layers) {
  std::vector<RingingIdentity> all;
  for (const TinnitusLayer& layer : layers) {
    RingingIdentity identity = first_of(layer);
    while (std::ranges::find(all, identity) != all.end()) ++identity.number;
    all.push_back(std::move(identity));
  }
  return all;
}

std::vector<RingingPair> ringing_pairs(std::span<const TinnitusLayer> from,
                                       std::span<const TinnitusLayer> to) {
  const auto before = ringing_identities(from), after = ringing_identities(to);
  std::vector<RingingPair> pairs;
  for (std::size_t i = 0; i < to.size(); ++i) {
    const auto found = std::ranges::find(before, after[i]);
    const auto place = static_cast<std::size_t>(found - before.begin());
    pairs.push_back({found == before.end() ? nullptr : &from[place], &to[i]});
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (std::ranges::find(after, before[i]) == after.end()) pairs.push_back({&from[i], nullptr});
  }
  return pairs;
}

}  // namespace otoscape::scene
