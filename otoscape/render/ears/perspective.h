// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "otoscape/ear/acoustic_path.h"
#include "otoscape/render/ears/ear_segments.h"
#include "otoscape/render/programme/return_cap.h"
#include "otoscape/render/programme/scene_states.h"

namespace otoscape::render::ears {

// What the perspective mixes: the world as heard, the room as it is, and, where they have channels,
// internal sound and what is felt.
struct Buses {
  FullScaleBlock world, internal, room, felt;
};

// Amplitudes of the buses at a moment.
struct BusWeights {
  float world = 1.0f, internal = 1.0f, room = 0.0f, felt = 1.0f;
};

// Mixes the buses: out = (1 − p)·m·room + p·stillness_gain·(world + leak·room) + p·(internal +
// felt), p the perspective, m the amplitude of the room's level. At a cut the return cap's gain
// applies to the sound that fades in, but not to the internal one, and not to the sound that fades
// out; on their sum its step would click. The world's share of that gain is applied in the ears,
// during their crossfade (crossfade).
class Perspective {
 public:
  Perspective(const scene::Arc& arc, const programme::SceneStates& states,
              const programme::ReturnCap& cap, const std::vector<EarSegment>& segments,
              const quantum::QuantumClock& clock);

  BusWeights at(Seconds time) const;
  // The return cap's gain for the ears over a quantum.
  ear::CrossfadeGains crossfade(Seconds start, Seconds end) const;
  // The weights over a quantum: straight lines between these, of a quarter of a quantum each.
  struct Course {
    static constexpr int kLines = 4;
    std::array<BusWeights, kLines + 1> points;
  };
  // Of quanta that follow one another: the end of each is the start of the next.
  Course course(Seconds start, Seconds end);

 private:
  // A cut of the scene that changes its loudness.
  struct Cut {
    Seconds time;
    bool in_ears = false;
    Seconds ears_from;  // start of the quantum in which the ears begin to move
  };
  const Cut* cut_at(Seconds time) const;  // the last at or before; null: none
  BusWeights plain(Seconds time) const;   // without the return cap

  const scene::Arc& arc_;
  const programme::SceneStates& states_;
  const programme::ReturnCap& cap_;
  std::vector<Cut> cuts_;
  std::optional<Seconds> last_end_;  // of course
  BusWeights at_last_end_;
};

// Over a quantum: out = Σ weight · bus.
void mix(const Buses& buses, const Perspective::Course& course, FullScaleBlock out);
// Adds one bus with the weight that mix gives it; or overwrites `out`, with what `add` would leave
// of a cleared one.
void add(ConstBlock<FullScaleUnit> bus, float BusWeights::*weight,
         const Perspective::Course& course, FullScaleBlock out);
void weigh(ConstBlock<FullScaleUnit> bus, float BusWeights::*weight,
           const Perspective::Course& course, FullScaleBlock out);
// Whether a weight is 0 all the time.
bool is_shut(float BusWeights::*weight, const Perspective::Course& course);

}  // namespace otoscape::render::ears
