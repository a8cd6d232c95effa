// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"

namespace otoscape::dsp {

// From one whole-numbered sample rate to another, near 16 kHz: a linear-phase windowed sinc (Kaiser
// 1974) of 1.9 ms, 91 taps at 48 kHz, −6 dB at 7.9 kHz (at slower rates just below their half),
// read at each output's own phase. Outputs are counted from the programme's frame 0: output m lies
// at input frame m · from/to, so that a region of a film is sampled at the same instants as the
// whole. Between equal rates it applies the gain alone, without delay.
class Resampler {
 public:
  // Control side. first_frame: the programme's frame number of the first sample of process. gain:
  // linear.
  Resampler(Hertz from, Hertz to, int largest_block, std::int64_t first_frame, float gain = 1.0f);

  // The delay of the sound, in frames of `from`: the same for every output.
  static double delay_frames(Hertz from, Hertz to);

  // The number of the output that comes next.
  std::int64_t next() const { return next_; }
  // The most outputs of a block of `frames` frames.
  int most(int frames) const { return static_cast<int>(frames * up_ / down_) + 1; }
  // Audio side. At most largest_block frames; returns the number of outputs. Any split of the input
  // gives the same.
  int process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;
  void reset(std::int64_t first_frame) noexcept OTOSCAPE_RT;

 private:
  void design(Hertz from, double span_frames, float gain);

  std::int64_t up_ = 1, down_ = 1;  // outputs for inputs
  std::size_t taps_ = 0;            // of a phase, whole vectors
  std::int64_t next_ = 0;
  std::int64_t ahead_ = 0, phase_ = 0;  // input frames until the next output's, and its part in up_
  Arena arena_;
  std::span<float> filters_;  // by phase, latest input last
  std::span<float> past_;     // taps − 1 frames, then the block
};

}  // namespace otoscape::dsp
