// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/scene_loudness.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::programme {

// The levels of a layer's glide at a moment and where the room stands: what an arc leaves to the
// render. A pure function of the time.
class SceneStates {
 public:
  SceneStates(const scene::Arc& arc, const SceneLoudness& loudness, const SceneParams& params);

  // Ringing as it is asked for (none where the mode is off), its levels in dB SPL, gliding in dB,
  // fading from and to −60 dB, risen with stress, softened. Within a movement that blends: after.
  LoudnessState at(Seconds time) const;
  // Of the room's side: 0 dB, or its match, held from a keyframe's arrival to the next. It glides
  // there in dB, over less than 200 ms in amplitude.
  Decibels room(Seconds time) const;

 private:
  std::vector<hearing::TinnitusLayer> layers(std::size_t side, Seconds time, double stress) const;

  const scene::Arc& arc_;
  SceneParams params_;
  std::vector<Decibels> rooms_;  // of arc_.rooms(), on arrival
};

// Loudest a layer may be where ringing is softened.
inline constexpr DbSpl kSoftRinging{35.0};
inline constexpr Decibels kRingingByStress{6.0};

}  // namespace otoscape::render::programme
