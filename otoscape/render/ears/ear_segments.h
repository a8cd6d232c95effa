// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::ears {

// One move of the ears in quanta: a blend of two states, or a piece of a glide so short that the
// thresholds between its ends lie on a line and a region's run-in holds it whole.
struct EarSegment {
  std::int64_t start = 0;  // quantum that first sounds of it
  int steps = 7;
  bool blends = false;
  Seconds start_time, end_time;  // on the arc; the state to reach is the one at end_time

  std::int64_t end() const { return start + steps; }
};

// An arc's ear movements, cut into pieces; ascending, not overlapping.
std::vector<EarSegment> ear_segments(const scene::Arc& arc, const quantum::QuantumClock& clock);

}  // namespace otoscape::render::ears
