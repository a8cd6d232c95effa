// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/units/frequency.h"

namespace otoscape::body {

// One breath, from the start of breathing in to the start of the next.
struct BreathCycle {
  std::int64_t frame = 0;
  std::int64_t frames = 0;
};

// Breath from inside: noise around 260 and 650 Hz with an envelope of breathing in (36 % of a
// cycle), a pause, breathing out (50 %), a pause. A pure function of the frame.
class Breath {
 public:
  // Control side. Cycles ascend and do not overlap.
  Breath(Hertz rate, std::uint64_t key, std::vector<BreathCycle> cycles = {});

  // Audio side. Adds breath in pascal at kBreathLevel, times a gain interpolated linearly.
  void add(std::int64_t first_frame, float gain_from_lin, float gain_to_lin,
           std::span<float> out) const noexcept OTOSCAPE_RT;
  // The same over cycles that the caller places, of more than 0 frames each; they need hold no more
  // than those within `out`.
  void add(std::int64_t first_frame, std::span<const BreathCycle> cycles, float gain_lin,
           std::span<float> out) const noexcept OTOSCAPE_RT {
    add_over(cycles, first_frame, gain_lin, gain_lin, out);
  }

 private:
  using Row = dsp::Row;
  static constexpr std::size_t kParts = 2;
  static constexpr int kSteps = 2048;  // of a cycle, in the tables of envelopes
  struct Voice {
    std::uint64_t key = 0;
    dsp::PhaseRamp turns, cells;
    std::vector<float> envelope;  // in pascal, kSteps + 1 points
  };

  void add_over(std::span<const BreathCycle> cycles, std::int64_t first_frame, float gain_from_lin,
                float gain_to_lin, std::span<float> out) const noexcept OTOSCAPE_RT;
  // The envelopes of some frames; false where all are zero.
  bool draw(std::span<const BreathCycle> cycles, std::int64_t first_frame, int frames,
            Row (&envelopes)[kParts]) const noexcept OTOSCAPE_RT;

  std::array<Voice, kParts> voices_;
  std::vector<BreathCycle> cycles_;
};

}  // namespace otoscape::body
