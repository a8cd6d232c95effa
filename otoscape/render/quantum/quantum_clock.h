// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::render::quantum {

// Time of the quanta at the ears' output: quantum q holds the frames [origin + q·frames,
// origin + (q + 1)·frames) of the programme. Quanta count from the programme's first frame, not
// from that of a rendered region.
struct QuantumClock {
  Hertz rate;
  int frames = 64;          // per quantum
  std::int64_t origin = 0;  // index of the first frame of quantum 0

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
  double length() const { return frames / rate.value(); }  // of a quantum, in s
};

}  // namespace otoscape::render::quantum
