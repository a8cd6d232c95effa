// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::implant::front_end {

// The microphones of Cochlear's Freedom processor, 16 kHz, as linear-phase filters of 129 taps with
// 0 dB at 1 kHz. directional: its own rising response acts as pre-emphasis. omni: its flat response
// and a first-order Butterworth high-pass at 1200 Hz as pre-emphasis, in one filter. flat: exactly
// the same delay and no filter. Not modelled: direction; the microphone's noise; other processors'
// microphones.
inline constexpr int kMicrophoneTaps = 129;
inline constexpr int kMicrophoneDelay = 64;  // samples

// Empty for flat.
std::vector<double> microphone_taps(Microphone microphone);
Decibels microphone_gain(Microphone microphone, Hertz frequency);

template <class Real>
class MicrophoneFilter {
 public:
  MicrophoneFilter(Microphone microphone, int largest_block);
  // Equally long, at most largest_block; `out` has kFirRoom elements more.
  void process(std::span<const Real> in, Real* out) noexcept OTOSCAPE_RT;
  void reset() noexcept OTOSCAPE_RT;

 private:
  std::vector<Real> taps_;
  std::vector<Real> past_;  // the last kMicrophoneTaps − 1 samples, then room for a block
};

}  // namespace otoscape::implant::front_end
