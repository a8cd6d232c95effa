// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/body/breath.h"
#include "otoscape/body/shots.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::inside {

// Heart, breath and footfalls along an arc. The time of each beat, breath and step depends only on
// the arc and the seed.
class BodySounds {
 public:
  // Control side. [begin, end]: the times of the programme for which sounds are placed.
  BodySounds(const scene::Arc& arc, const quantum::QuantumClock& clock, std::uint64_t seed,
             Seconds begin, Seconds end);

  bool silent() const { return silent_; }
  // Adds a quantum to `out`, in Pa. from and to: amplitudes at the quantum's start and end.
  void add(std::int64_t quantum, const scene::BodyLevels& from, const scene::BodyLevels& to,
           std::span<float> out) const noexcept OTOSCAPE_RT;

 private:
  quantum::QuantumClock clock_;
  bool silent_ = true;
  body::Shots first_, second_, thuds_;
  std::vector<body::Breath> breath_;  // at most one
};

}  // namespace otoscape::render::inside
