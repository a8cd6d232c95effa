// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/units/frequency.h"

// Symmetric filters and windows of the low rate: what they let through is exactly half() samples
// late at every frequency, so that vibration can be put in time with sound.

namespace otoscape::haptics {

class Symmetric {
 public:
  Symmetric() = default;
  // Control side. taps: odd in number.
  explicit Symmetric(std::vector<float> taps);

  int half() const { return half_; }
  int size() const { return static_cast<int>(taps_.size()); }
  // The output at sample k; `past` has those up to k + half().
  float at(const dsp::SlidingBuffer& past, std::int64_t k) const noexcept OTOSCAPE_RT;

 private:
  int half_ = 0;
  std::vector<float> taps_;  // and zeros up to a whole number of vectors
};

struct Band {
  Hertz from, to;
};

// A band pass by a window (Kaiser 1974, −50 dB). In the band its amplitude is lin(f); it is −6 dB
// half a transition inside the band's edges, and −50 dB at the edges and outside.
Symmetric band_pass(Hertz rate, int taps, const Band& band,
                    const std::function<double(Hertz)>& lin);
// The width of the transition at an edge.
Hertz transition(Hertz rate, int taps);

// A Hann window of unit sum.
Symmetric hann_mean(int taps);

// Room of a buffer from which filters read `back` samples before and `ahead` after a sample.
dsp::SlidingBuffer low_buffer(int samples, std::int64_t first);
void push(dsp::SlidingBuffer& to, float x) noexcept OTOSCAPE_RT;

}  // namespace otoscape::haptics
