// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/scene_loudness.h"

namespace otoscape::render {

// How loud the room is played along an arc: 0 dB, or brought down to the character's loudness where
// the scene says so; constant from keyframe to keyframe, moved as the keyframe's ramp says.
class RoomLevels {
 public:
  RoomLevels(const scene::Arc& arc, const SceneLoudness& loudness);

  double amplitude(Seconds time) const;

 private:
  struct Span {
    Seconds start, end;
    double lin = 1.0;
  };
  std::vector<Span> spans_;
};

// The scene as it stands at a moment, for judging its loudness.
LoudnessState scene_state(const scene::Arc& arc, const RoomLevels* rooms, Seconds time);

}  // namespace otoscape::render
