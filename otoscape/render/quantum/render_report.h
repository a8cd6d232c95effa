// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/units/level.h"

namespace otoscape::render {

// What happened so far. Counters only grow.
struct RenderReport {
  struct Ear {
    std::int64_t audible_to_typical = 0;  // band moments a typical ear would hear
    std::int64_t inaudible = 0;           // of these, the ones below this ear's threshold
    bool typical = false;                 // nothing is lost: the sound passes and is not counted
    bool electric = false;                // hears by an implant, at times or always
  };
  Ear ears[2];
  std::int64_t latency_frames = 0;      // of a live render with this listener
  std::int64_t non_finite_samples = 0;  // silenced
  std::int64_t guarded_frames = 0;      // frames on which the guard lowered the level
  std::int64_t guard_events = 0;        // times it began to
  Decibels deepest_guard{0.0};          // its largest reduction, ≤ 0
};

}  // namespace otoscape::render
