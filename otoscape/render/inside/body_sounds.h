// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/body/breath.h"
#include "otoscape/body/shots.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::inside {

// Heart, breath and footfalls along an arc: when each beat falls follows from the arc alone.
class BodySounds {
 public:
  // Control side. Sounds from `begin` to `end`.
  BodySounds(const scene::Arc& arc, const quantum::QuantumClock& clock, std::uint64_t seed,
             Seconds begin, Seconds end);

  bool silent() const { return silent_; }
  // Adds a quantum, in pascal; levels and a gain at its two ends.
  void add(std::int64_t quantum, const scene::BodyLevels& from, const scene::BodyLevels& to,
           std::span<float> out) const noexcept OTOSCAPE_RT;

 private:
  quantum::QuantumClock clock_;
  bool silent_ = true;
  body::Shots first_, second_, thuds_;
  std::vector<body::Breath> breath_;  // one, or none
};

}  // namespace otoscape::render::inside
