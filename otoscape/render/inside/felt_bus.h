// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/felt/felt_path.h"
#include "otoscape/render/programme/scene_loudness.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::inside {

// What is felt of the programme along a scene, in time with what is heard of it. It does not depend
// on the ears, nor on a pop's stillness: a body feels whatever they do.
class FeltBus {
 public:
  struct Setup {
    const scene::Arc& arc;
    const programme::SceneLoudness& loudness;
    const SceneParams& params;
    Frames latency;  // of the world and the room, so of this bus
    std::int64_t first_quantum = 0;
  };
  // Control side.
  FeltBus(const StreamSpec& spec, const quantum::QuantumClock& clock, const Setup& setup);

  // Overwrites `out` with a quantum in full scale; `in` is the programme's quantum that the ears
  // get at the same time. limit_db: gains at the quantum's start and end.
  void sound(std::int64_t quantum, ConstBlock<FullScaleUnit> in,
             const std::array<double, 2>& limit_db, FullScaleBlock out);

  // The lowest gain that the limit had so far, ≤ 0.
  Decibels deepest_limit() const { return Decibels(deepest_limit_db_); }

 private:
  felt::Levels levels(std::int64_t frame) const;

  quantum::QuantumClock clock_;
  const scene::Arc& arc_;
  felt::FeltPath path_;
  double deepest_limit_db_ = 0.0;
};

}  // namespace otoscape::render::inside
