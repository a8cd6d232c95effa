// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::render::quantum {

// QuantumBuffer on a programme's time line, as they come out of the ears: quantum q holds the
// frames [origin + q·frames, …) of the programme. Counted from the programme's first frame, never
// from a region's.
struct QuantumClock {
  Hertz rate;
  int frames = 64;          // per quantum
  std::int64_t origin = 0;  // frame that quantum 0 begins with

  std::int64_t frame_of(std::int64_t quantum) const { return origin + quantum * frames; }
  Seconds time_of(std::int64_t quantum) const { return time_of_frame(frame_of(quantum)); }
  Seconds time_of_frame(std::int64_t frame) const {
    return Seconds(static_cast<double>(frame) / rate.value());
  }
  // The first quantum that begins at `time` or later.
  std::int64_t at_or_after(Seconds time) const {
    const std::int64_t past = to_frames(time, rate).value() - origin;
    return past >= 0 ? (past + frames - 1) / frames : past / frames;
  }
  double length() const { return frames / rate.value(); }  // of a quantum, s
};

}  // namespace otoscape::render::quantum
