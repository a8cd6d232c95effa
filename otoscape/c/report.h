// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/c/otoscape.h"
#include "otoscape/render/quantum/render_report.h"

namespace otoscape::c {

// A render's report in C. frames: those that the caller has got.
inline otoscape_report report_of(std::int64_t frames, const render::RenderReport& now) noexcept {
  otoscape_report report{};
  report.frames = frames;
  report.non_finite_samples = now.non_finite_samples;
  report.guarded_frames = now.guarded_frames;
  report.guard_events = now.guard_events;
  report.deepest_guard_db = now.deepest_guard.value();
  for (int ear = 0; ear < 2; ++ear) {
    report.audible_to_typical[ear] = now.ears[ear].audible_to_typical;
    report.inaudible[ear] = now.ears[ear].inaudible;
  }
  return report;
}

}  // namespace otoscape::c
