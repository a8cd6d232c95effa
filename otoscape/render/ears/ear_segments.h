// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::ears {

// One move of the ears in quanta: a blend of two states, or a part of a glide. A part is at most
// 1.5 s long (a region's run-in of 2 s then contains it) and so short that thresholds in dB move
// along a straight line within 0.1 dB.
struct EarSegment {
  std::int64_t start = 0;  // index of the first quantum in which it is heard
  int steps = 7;           // length, quanta
  bool blends = false;
  Seconds start_time, end_time;  // on the arc; the target is the state at end_time

  std::int64_t end() const { return start + steps; }
};

// An arc's ear movements, cut into segments; ascending, not overlapping.
std::vector<EarSegment> ear_segments(const scene::Arc& arc, const quantum::QuantumClock& clock);

}  // namespace otoscape::render::ears
