// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/section_loudness.h"

#include <cmath>
#include <optional>

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

// A world this far below the programme counts as nearly silent: −20 LU is the quietest talk of a
// film. What is heard then is meant to be at least 12 LU below the programme.
constexpr double kSilentWorldLu = -30.0, kNearSilenceLu = -12.0;

}  // namespace

BusEnergies& BusEnergies::operator+=(const BusEnergies& other) {
  room += other.room;
  world += other.world;
  felt += other.felt;
  inside += other.inside;
  heard += other.heard;
  return *this;
}

BusEnergies BusEnergies::operator*(double factor) const {
  return {room * factor, world * factor, felt * factor, inside * factor, heard * factor};
}

std::vector<SectionWarning> section_warnings(const std::vector<SectionLoudness>& sections,
                                             double programme_lufs) {
  std::vector<SectionWarning> found;
  std::optional<double> world_before;  // LUFS, where it was last louder than the inside
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const BusEnergies& mean = sections[i].mean;
    const double own = mean.inside + mean.felt;
    if (mean.heard <= 0.0) continue;
    if (own < mean.world) {
      world_before = to_lufs(mean.world);
      continue;
    }
    // The room alone is no passage from inside.
    if (own < 0.5 * mean.heard) continue;
    if (world_before && to_lufs(own) > *world_before) {
      found.push_back({i, SectionTrouble::inside_louder, to_lufs(own), *world_before});
    }
    const double heard = to_lufs(mean.heard);
    if (to_lufs(mean.world) < programme_lufs + kSilentWorldLu &&
        heard > programme_lufs + kNearSilenceLu) {
      found.push_back({i, SectionTrouble::not_silent, heard, programme_lufs});
    }
  }
  return found;
}

}  // namespace otoscape::render::programme
