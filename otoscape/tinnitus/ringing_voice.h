// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/tinnitus/gate.h"
#include "otoscape/tinnitus/movement.h"
#include "otoscape/tinnitus/ringing_score.h"
#include "otoscape/tinnitus/ringing_segments.h"
#include "otoscape/units/frequency.h"

// One layer of ringing in one ear as a pure function of the programme's frame. There is no filter
// and no state, so that any region of a film has the same bits as in the whole. Families after
// listeners' classifications of tinnitus; levels are ours (docs/models/ringing.md).

namespace otoscape::tinnitus {

// Inputs of a layer over one tick, interpolated linearly.
struct TickDrive {
  float gain_from_lin = 1.0f, gain_to_lin = 1.0f;
  double pulse_from = 0.0,
         pulse_to = 0.0;  // the pulse's phase in cycles; for Family::pulsatile only
};

class RingingVoice {
 public:
  // Control side. Precomputes the phase of each span, so that rendering can begin at any tick.
  RingingVoice(Hertz rate, int tick_frames, RingingScore score);

  bool silent_at(std::int64_t tick) const noexcept OTOSCAPE_RT;
  // Audio side. Adds tick_frames frames, in pascal. `last` saves time where ticks follow each
  // other.
  void add(std::int64_t tick, const TickDrive& drive, std::span<float> sound,
           Movement::Stretch& last) const noexcept OTOSCAPE_RT;
  void add(std::int64_t tick, const TickDrive& drive,
           std::span<float> sound) const noexcept OTOSCAPE_RT {
    Movement::Stretch none;
    add(tick, drive, sound, none);
  }

 private:
  // Amplitudes of the sound and of the one that makes it rough.
  struct Lines {
    float first = 1.0f, second = 0.0f;
  };
  // The state of a voice at one tick.
  struct Tick {
    dsp::PhaseRamp turns, cells, pulses, trains, beats;
    float gain_from_lin = 0.0f, gain_to_lin = 0.0f;
    Lines lines, lines_step{0.0f, 0.0f};  // at the first frame, and from frame to frame

    Tick after(int frames) const noexcept OTOSCAPE_RT;
  };

  void settle_widths();
  const RingingSegment* segment_at(std::int64_t tick) const noexcept OTOSCAPE_RT;
  Tick at(const RingingSegment& segment, std::int64_t tick, const TickDrive& drive,
          Movement::Stretch& last) const noexcept OTOSCAPE_RT;
  void move(Tick& now, const RingingSpan& span, std::int64_t tick,
            const Movement::Line& moved) const noexcept OTOSCAPE_RT;
  double own_gain(const RingingSpan& span, std::int64_t tick) const noexcept OTOSCAPE_RT;
  void draw(const Tick& tick, int frames, dsp::Row& out) const noexcept OTOSCAPE_RT;
  void draw_lines(const Tick& tick, int frames, const dsp::NoiseParts& noise,
                  dsp::Row& out) const noexcept OTOSCAPE_RT;
  void fade(const RingingSpan& span, std::int64_t frame, int frames,
            dsp::Row& out) const noexcept OTOSCAPE_RT;

  Hertz rate_;
  int tick_frames_;
  double per_frame_;  // of a tick
  RingingScore score_;
  bool tone_ = false, rough_ = false;
  dsp::Mix mix_;
  Gate gate_;
  Movement movement_;
  std::uint64_t noise_key_, slow_key_;
  std::uint64_t pulse_start_, train_start_, pulse_step_ = 0, train_step_ = 0;
  std::uint64_t beat_start_, beat_step_;
  std::uint64_t slow_step_;  // cells per tick
  std::vector<RingingSegment> segments_;
  std::vector<double> held_;  // own_gain of each span in which it does not change, else −1
  std::vector<float> fade_;   // the rise of an edge
};

}  // namespace otoscape::tinnitus
