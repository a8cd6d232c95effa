// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"

// How one layer of ringing in one ear moves by itself: slow noise on its level and on the phases of
// its parts. Minimum masking levels of tinnitus repeat within 3 dB (Fournier et al. 2024)
// and, in half of people, within half an octave (Henry et al. 2004); how fast it moves between two
// matches is not known. Rates and sizes are ours, well within those ranges
// (docs/models/ringing.md).

namespace otoscape::tinnitus {

class Movement {
 public:
  struct Parts {
    bool drift = false;     // of level and pitch
    bool rough = false;     // of the beats of a second line
    bool crickets = false;  // of pulses and trains
  };
  // Phases have bounded offsets: a frequency that wandered would have to be summed up from the
  // beginning.
  struct Point {
    double gain_lin = 1.0;            // its mean square is 1
    double pitch_s = 0.0;             // times the pitch: turns of the carrier
    double beat = 0.0;                // turns of the second line against the first
    double pulse = 0.0, train = 0.0;  // of crickets, in periods
  };
  struct Line {
    Point from, to;
  };
  // The ends of the stretch that was computed last: of a few ticks, over which all move in straight
  // lines. Spares computing them again; never changes a result.
  struct Stretch {
    std::int64_t number = std::numeric_limits<std::int64_t>::min();
    Line ends;
  };

  Movement(Hertz rate, int tick_frames, std::uint64_t key, Parts parts);

  // From this tick's start to its end.
  Line over(std::int64_t tick, Stretch& last) const noexcept OTOSCAPE_RT;

 private:
  Point at(std::int64_t stretch) const noexcept OTOSCAPE_RT;
  struct Noise {
    std::uint64_t key = 0, step = 0;  // step: cells per stretch
    double at(std::int64_t stretch) const noexcept OTOSCAPE_RT;
  };

  Parts parts_;
  std::int64_t stretch_ticks_;
  double per_tick_;  // of a stretch
  double level_sd_db_;
  Noise breath_, sway_, pitch_, beat_, pulse_, train_;
};

}  // namespace otoscape::tinnitus
