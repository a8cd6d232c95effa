// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace otoscape::scene {

// Where steps fall.
enum class Floor { wood, stone, carpet, gravel };

// Amplitudes re each body source's documented level; 0 = off. How breath and steps sound.
struct BodyLevels {
  double breath_lin = 0.0, heart_lin = 0.0, thuds_lin = 0.0, track_lin = 0.0;
  bool mouth = false;
  Floor floor = Floor::wood;

  bool operator==(const BodyLevels&) const = default;
};

// Amplitudes of what is felt and of the voice that water adds, re felt_db = 0; 0 = off.
struct FeltLevels {
  double body_lin = 0.0, water_lin = 0.0;

  bool operator==(const FeltLevels&) const = default;
};

// What decides how much of each bus is heard at one moment, of the state of the mix.
struct HeardShares {
  double perspective = 1.0, leak_lin = 0.0, stillness_lin = 1.0;
};

// The state of the mix at one moment, without the ears.
struct MixState {
  double perspective = 1.0;    // amplitude of the character's side; 1 less it: of the room
  double leak_lin = 0.0;       // amplitude of the room within the character's side
  double stillness_lin = 1.0;  // gain of programme and ringing during a pop's stillness
  double stress = 0.0;
  BodyLevels body;
  FeltLevels felt;
  std::array<double, 2> occlusion{};  // 0…1 of the occlusion effect in each ear
};

}  // namespace otoscape::scene
