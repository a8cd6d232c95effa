// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/recorded_levels.h"
#include "otoscape/scene/mix_state.h"
#include "otoscape/units/level.h"

namespace otoscape::render::programme {

// The part of a scene's state at one time that determines its loudness.
struct LoudnessState {
  std::array<hearing::EarProfile, 2> ears;  // with the ringing layers at their levels of the time
  scene::MixState mix;
  Decibels room{0.0};  // gain of the room: ≤ 0 where it is matched, else 0
  bool film_heart = false;
  RecordedLevels recorded{};
};

}  // namespace otoscape::render::programme
