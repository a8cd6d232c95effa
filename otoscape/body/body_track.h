// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"

namespace otoscape::body {

// Default upper limit of a track of body sounds: above it, a contact microphone picks up more of
// the room than of the body.
inline constexpr Hertz kBodyTrackTop{1500.0};
// Below it, a recording of a body holds what moves the microphone.
inline constexpr Hertz kBodyTrackBottom{15.0};

// A track of body sounds from a file: second-order high-pass at 15 Hz, low-pass at `top`.
class BodyTrackFilter {
 public:
  void prepare(const StreamSpec& spec, Arena& arena, Hertz top = kBodyTrackTop);
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  dsp::Biquads filters_;
};

}  // namespace otoscape::body
