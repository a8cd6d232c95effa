// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/render/programme/scene_states.h"

namespace otoscape::render::inside {

// How loud the programme is heard along a scene, by both ears together and without inside sound:
// ten rows a second over the whole programme, in LU re the programme's integrated loudness. Ears,
// perspective, leak, room and a pop's stillness count; implants are heard, so that it also holds
// for ears that have no threshold in dB SPL. An estimate, as SceneLoudness is.
struct HeardWorld {
  std::vector<float> all_lu;
  // Of the bands from one octave below a pitch to half an octave above it, one for each pitch.
  std::vector<std::vector<float>> near_lu;

  struct From {
    const scene::Arc& arc;
    const programme::ProgrammeLoudness& programme;
    const programme::SceneLoudness& loudness;
    const programme::SceneStates& states;
    const Calibration& calibration;
  };
  HeardWorld(const From& from, std::span<const Hertz> pitches);
};

}  // namespace otoscape::render::inside
