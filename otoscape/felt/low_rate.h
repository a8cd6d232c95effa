// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/felt/kernels.h"
#include "otoscape/units/frequency.h"

// A rate of about 1500 Hz, a whole fraction of the programme's: sample k lies at the programme's
// frame k · factor, counted from frame 0, so that a region has the samples of the whole. One filter
// leads there and back: a linear-phase windowed sinc (Kaiser 1974, β 8.6), 8 ms long or as long as
// the latency allows, −6 dB at 620 Hz where the low rate is 1500 Hz. Down and up again it is
// exactly 2 · half frames late.

namespace otoscape::felt {

struct LowRate {
  // latency: that of the whole path in frames; half is at most half of it.
  LowRate(Hertz programme_rate, int latency);

  Hertz rate;               // the low one
  int factor;               // frames of the programme a sample
  int half;                 // frames on either side of a filter's middle
  std::vector<float> taps;  // 2 · half + 1 of the way down, and 0 up to a multiple of kDotMultiple

  // The first sample whose filter ends at `frame` or later.
  std::int64_t sample_at_or_after(std::int64_t frame) const;
};

// One channel down. Audio side but for the constructor.
class Decimator {
 public:
  // first_frame: number of the first frame that push gets. `low` must outlive this.
  Decimator(const LowRate& low, int most_frames, std::int64_t first_frame);

  void push(std::span<const float> frames) noexcept OTOSCAPE_RT { past_.push(frames); }
  // Whether the filter of sample k has all its frames.
  bool has(std::int64_t k) const noexcept OTOSCAPE_RT {
    return k * low_.factor + low_.half < past_.end();
  }
  float sample(std::int64_t k) const noexcept OTOSCAPE_RT {
    return dot(low_.taps.data(), past_.at(k * low_.factor - low_.half), low_.taps.size());
  }

 private:
  const LowRate& low_;
  dsp::SlidingBuffer past_;
};

// The way up, for any channels. Audio side but for the constructor.
class Interpolator {
 public:
  Interpolator(const LowRate& low, int most_frames, Arena& arena);

  // Samples before and after floor(frame / factor) that an output frame takes.
  int before() const { return before_; }
  int after() const { return after_; }
  // Fills `out` with the frames from first_frame on; `samples` holds those they take.
  void process(const dsp::SlidingBuffer& samples, std::int64_t first_frame,
               std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  int factor_, before_, after_;
  std::size_t stride_;
  std::span<float> rows_;  // by sample, then by frame within a sample
  std::span<float> work_;
};

}  // namespace otoscape::felt
