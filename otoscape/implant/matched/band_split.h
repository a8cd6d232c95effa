// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::matched {

// A linear-phase low-pass, windowed by Kaiser (1974) for 60 dB. What it leaves is the input, as
// late, minus its output: both parts add up to the input again. Where the sample rate leaves no
// room above the corner, everything is low.
class BandSplit {
 public:
  BandSplit(Hertz rate, Hertz corner);

  static int delay_frames(Hertz rate);
  int delay_frames() const { return half_; }
  bool splits() const { return !taps_.empty(); }
  // out[n] is the low part of x[n]; x can be read from −delay_frames() to out.size() +
  // delay_frames().
  void low(const float* x, std::span<float> out) const noexcept OTOSCAPE_RT;

 private:
  int half_;
  std::vector<float> taps_;
};

}  // namespace otoscape::implant::matched
