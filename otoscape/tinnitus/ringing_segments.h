// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/tinnitus/ringing_score.h"
#include "otoscape/units/frequency.h"

namespace otoscape::tinnitus {

// A part of a span over which carrier and cells of noise move in a straight line.
struct RingingSegment {
  std::int64_t first_tick = 0, ticks = 0;
  std::size_t span = 0;
  dsp::PhaseRamp turns, cells;
};

// A carrier above this share of the rate stands still there.
inline constexpr double kNoRoomFrom = 0.47;

// Sums the phases of all spans up, so that rendering can begin at any tick. Spans have ticks,
// pitches and widths above 0.
std::vector<RingingSegment> ringing_segments(const RingingScore& score, Hertz rate,
                                             int tick_frames);

// Of a span, so many ticks after its start.
double pitch_hz(const RingingSpan& span, double ticks) noexcept OTOSCAPE_RT;

}  // namespace otoscape::tinnitus
