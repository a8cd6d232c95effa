// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::render::programme {

// K-weighted mean squares re full scale, summed over both ears: of the room as it is, of world,
// felt and inside as they are mixed, and of what is heard: their sum with the room's share and
// leak.
struct BusEnergies {
  double room = 0.0, world = 0.0, felt = 0.0, inside = 0.0, heard = 0.0;

  BusEnergies& operator+=(const BusEnergies& other);
  BusEnergies operator*(double factor) const;
};

// One section of a scene, from a point to the next, and the mean of its sound. 50 ms after its
// start are left out: the 10 ms of a cut would be all that a near silence holds.
struct SectionLoudness {
  Seconds from, to;
  BusEnergies mean;  // 0 where nothing was measured
};
inline constexpr Seconds kLeftOut{0.050};

// What is worth saying of a section.
enum class SectionTrouble {
  inside_louder,  // ringing and body are louder than the world was before it fell silent
  not_silent,     // the world is nearly silent, and what is heard is within 12 LU of the programme
};
struct SectionWarning {
  std::size_t section = 0;
  SectionTrouble what;
  double heard_lufs = 0.0,
         limit_lufs = 0.0;  // the inside and the world before; heard and programme
};
// programme_lufs: its integrated loudness.
std::vector<SectionWarning> section_warnings(const std::vector<SectionLoudness>& sections,
                                             double programme_lufs);

}  // namespace otoscape::render::programme
