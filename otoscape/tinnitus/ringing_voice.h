// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/tinnitus/gate.h"
#include "otoscape/units/frequency.h"

// One layer of ringing in one ear as a pure function of the programme's frame. There is no filter
// and no state, so that any region of a film has the same bits as in the whole. Families after
// listeners' classifications of tinnitus; levels are ours (docs/models/ringing.md).

namespace otoscape::tinnitus {

enum class Family { tone, noise, pulsatile, low_fluctuating, crickets };

// A tick is a fixed number of frames counted from the programme's frame 0. Over the ticks of a
// span, pitch and width glide in octaves and the level in dB. A fade takes 10 ms inside the edge of
// the span.
struct RingingSpan {
  std::int64_t first_tick = 0;
  std::int64_t ticks = 0;
  double pitch_from_hz = 6000.0, pitch_to_hz = 6000.0;
  double width_from_oct = 0.0, width_to_oct = 0.0;
  double level_from_db_spl = 0.0, level_to_db_spl = 0.0;  // RMS at the ear over whole envelopes
  bool fades_in = false, fades_out = false;
};

struct RingingScore {
  Family family = Family::tone;
  std::uint64_t key = 0;  // of its randomness: seed, layer and ear, hashed together
  bool soft = false;      // tones above 2 kHz become noise of 1/3 octave, crickets beat less deeply
  bool drift = false;
  std::vector<RingingSpan> spans;  // ascending, not overlapping; between them there is silence
};

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
  // Audio side. Adds tick_frames frames, in pascal.
  void add(std::int64_t tick, const TickDrive& drive,
           std::span<float> sound) const noexcept OTOSCAPE_RT;

 private:
  // A part of a span over which carrier and cells move in a straight line.
  struct Segment {
    std::int64_t first_tick = 0, ticks = 0;
    std::size_t span = 0;
    dsp::PhaseRamp turns, cells;
  };
  // The state of a voice at one tick.
  struct Tick {
    dsp::PhaseRamp turns, cells, pulses, trains;
    float gain_from_lin = 0.0f, gain_to_lin = 0.0f;
  };

  void sum_up();
  void settle_widths();
  const Segment* segment_at(std::int64_t tick) const noexcept OTOSCAPE_RT;
  Tick at(const Segment& segment, std::int64_t tick,
          const TickDrive& drive) const noexcept OTOSCAPE_RT;
  double own_gain(const RingingSpan& span, std::int64_t tick) const noexcept OTOSCAPE_RT;
  double pitch_drift(const RingingSpan& span, std::int64_t tick) const noexcept OTOSCAPE_RT;
  void draw(const Tick& tick, int frames, dsp::Row& out) const noexcept OTOSCAPE_RT;
  void fade(const RingingSpan& span, std::int64_t frame, int frames,
            dsp::Row& out) const noexcept OTOSCAPE_RT;

  Hertz rate_;
  int tick_frames_;
  RingingScore score_;
  bool tone_ = false;
  dsp::Mix mix_;
  Gate gate_;
  std::uint64_t noise_key_, level_key_, pitch_key_, slow_key_;
  std::uint64_t pulse_start_, train_start_, pulse_step_ = 0, train_step_ = 0;
  std::uint64_t drift_step_, slow_step_;  // cells per tick
  std::vector<Segment> segments_;
  std::vector<double> held_;  // own_gain of each span in which it does not change, else −1
  std::vector<float> fade_;   // the rise of an edge
};

}  // namespace otoscape::tinnitus
