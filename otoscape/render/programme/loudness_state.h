// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/mix_state.h"
#include "otoscape/units/level.h"

namespace otoscape::render::programme {

// The parts of a scene's state that bear on loudness, held still.
struct LoudnessState {
  std::array<hearing::EarProfile, 2> ears;  // ringing layers included, as they ring at the moment
  scene::MixState mix;
  Decibels room{0.0};  // of the room's side: a match, else 0
  bool film_heart = false;
};

}  // namespace otoscape::render::programme
