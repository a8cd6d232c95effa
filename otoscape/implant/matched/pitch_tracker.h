// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::matched {

// A voice's period by McLeod & Wyvill (2005), "A smarter way to find pitch":
//   n(τ) = 2 Σ x[j] x[j − τ] / Σ (x[j]² + x[j − τ]²),
// the first peak of at least 0.9 of the largest; the peak's height is the clarity. The sum runs
// over the newest 40 ms, lags reach back from there. The sound is low-passed at 1 kHz and decimated
// to about 12 kHz. The notes of a chord share a long period too (n = 0.98 for a major triad), but
// there is no harmonic at its frequency: without a first harmonic the clarity is 0 (ours). Not
// modelled: more than one pitch at a time; a voice that has lost its first harmonic, as on the
// telephone.
class PitchTracker {
 public:
  static constexpr double kLowestHz = 60.0, kHighestHz = 428.0;

  struct Pitch {
    double period_frames = 0.0;  // 0: none found yet
    double clarity = 0.0;        // 0…1
  };

  // Control side. `most`: the longest span passed to push. Frames are numbered from first_frame on;
  // hops from frame 0.
  PitchTracker(Hertz rate, int most, std::int64_t first_frame);

  // Audio side. `sound` must be low-passed at 4 kHz. Without `measures` frames are counted and no
  // period is computed.
  void push(std::span<const float> sound, bool measures) noexcept OTOSCAPE_RT;
  // Drops all periods found.
  void reset() noexcept OTOSCAPE_RT { first_valid_ = next_hop_; }
  // The period computed from frames up to `frame`; available for the last second.
  Pitch known_at(std::int64_t frame) const noexcept OTOSCAPE_RT;

  // The decimated, low-passed sound in which epochs are searched: every step_frames()th frame.
  const dsp::SlidingBuffer& smooth() const { return smooth_; }
  int step_frames() const { return step_; }

 private:
  void measure() noexcept;
  Pitch best_peak() const noexcept;
  double first_harmonic(double lag) const noexcept;
  void smooth_in(float x) noexcept;

  int step_, hop_, window_, shortest_, longest_;
  int until_sample_ = 0;
  std::int64_t next_hop_ = 1, first_valid_ = 1;
  dsp::Biquad low_pass_;
  double s1_ = 0.0, s2_ = 0.0;
  dsp::SlidingBuffer smooth_;
  std::vector<float> products_, likeness_, taper_;
  double taper_sum_ = 0.0;
  std::array<Pitch, 256> found_{};  // by hop
};

}  // namespace otoscape::implant::matched
