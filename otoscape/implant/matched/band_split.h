// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::matched {

// A linear-phase low-pass, windowed by Kaiser (1974) for 60 dB. The high part is the delayed input
// minus the low part, so that both add up to the delayed input. Where the sample rate leaves no
// room above the corner, the low part is everything.
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
