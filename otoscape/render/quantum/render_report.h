// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/units/level.h"

namespace otoscape::render {

// Measurements of a render so far. Counters do not decrease.
struct RenderReport {
  struct Ear {
    std::int64_t audible_to_typical = 0;  // pairs of band and time audible to a typical ear
    std::int64_t inaudible = 0;           // of these, the ones below this ear's threshold
    bool typical = false;                 // no loss: the sound is bypassed and not counted
    bool silent = false;                  // hears nothing at any level: not counted
    bool electric = false;                // an implant at some time
  };
  Ear ears[2];
  std::int64_t latency_frames = 0;      // of a live render with this listener
  std::int64_t non_finite_samples = 0;  // set to 0, with those above 120 dB FS
  std::int64_t guarded_frames = 0;      // frames on which the guard lowered the level
  std::int64_t guard_events = 0;        // times the guard began to
  Decibels deepest_guard{0.0};          // its largest reduction, ≤ 0
};

}  // namespace otoscape::render
