// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/scene_loudness.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::programme {

// The state of a scene at a time, with the two things that an arc does not give: the levels of
// ringing layers that glide or fade, and the gain of the room. A pure function of the time.
class SceneStates {
 public:
  SceneStates(const scene::Arc& arc, const SceneLoudness& loudness, const SceneParams& params);

  // Ringing has the levels of ringing_level.h in dB SPL; between two steps layers glide or fade by
  // 60 dB, in dB. Without ringing where the mode is off. Within a movement that blends, the state
  // after it.
  LoudnessState at(Seconds time) const;
  // Gain of the room: 0 dB, or that of a match, held from a keyframe's time to the next. It changes
  // in dB over ramps of 200 ms or more, in amplitude over shorter ones.
  Decibels room(Seconds time) const;

 private:
  std::vector<hearing::TinnitusLayer> layers(std::size_t side, Seconds time, double stress) const;

  const scene::Arc& arc_;
  SceneParams params_;
  std::vector<Decibels> rooms_;  // one for each of arc_.rooms(), at its end
};

// Loudest a layer may be where ringing is softened.
inline constexpr DbSpl kSoftRinging{35.0};
inline constexpr Decibels kRingingByStress{6.0};

}  // namespace otoscape::render::programme
