// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::io::views {

// Loudness along a scene, LU re the programme, a value in each step from `begin` on: of the room,
// of what is heard, and of the buses.
struct LoudnessCurves {
  Seconds begin, step;
  std::vector<float> room, heard, world, felt, inside;
};

// Peaks of a film's sound over time, for a picture.
struct SoundOutline {
  Seconds step{0.1};
  std::vector<float> peaks;  // largest sample of either channel in each step
  Seconds length;            // of the sound
  std::optional<LoudnessCurves> loudness;
};

}  // namespace otoscape::io::views
