// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/ear/acoustic_path.h"
#include "otoscape/render/ears/ear_segments.h"
#include "otoscape/render/programme/return_cap.h"
#include "otoscape/render/programme/scene_states.h"

namespace otoscape::render::ears {

// What the perspective mixes: the world as heard, internal sound, the room as it is.
struct Buses {
  FullScaleBlock world, internal, room;
};

// Amplitudes of the three buses at a moment.
struct BusWeights {
  float world = 1.0f, internal = 1.0f, room = 0.0f;
};

// Joins the buses: out = (1 − p)·m·room + p·stillness_gain·(world + leak·room) + p·internal, p the
// perspective, m the room's level. Where the return cap acts, its gain rides on what comes in with
// a cut, not on the sum: there it would be heard as a corner. The world's gain is the ears' own
// (legs), which know what goes out of them and what comes in.
class Perspective {
 public:
  Perspective(const scene::Arc& arc, const programme::SceneStates& states,
              const programme::ReturnCap& cap, const std::vector<EarSegment>& segments,
              const quantum::QuantumClock& clock);

  BusWeights at(Seconds time) const;
  // For the ears over a quantum.
  ear::CrossfadeGains legs(Seconds start, Seconds end) const;
  // Over a quantum: out = Σ weight · bus, each weight in straight lines of a quarter of a quantum.
  void mix(const Buses& buses, Seconds start, Seconds end, FullScaleBlock out) const;

 private:
  // A cut of the scene that changes its loudness.
  struct Cut {
    Seconds time;
    bool in_ears = false;
    Seconds ears_from;  // when the ears begin to move: the quantum after the cut
  };
  const Cut* cut_at(Seconds time) const;  // the last before
  BusWeights plain(Seconds time) const;

  const scene::Arc& arc_;
  const programme::SceneStates& states_;
  const programme::ReturnCap& cap_;
  std::vector<Cut> cuts_;
};

}  // namespace otoscape::render::ears
