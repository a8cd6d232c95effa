// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/units/frequency.h"

// Nothing sets in at once: vibration that rises faster reaches its height over kAttackSeconds, so
// that it does not startle. The gain is the mean of the peak level over that time re the level now,
// at most 1. Vibration that has been there for longer than kAttackSeconds + kHoldSeconds, and all
// that fades, passes unchanged. The times are ours.

namespace otoscape::haptics {

inline constexpr double kAttackSeconds = 0.006, kHoldSeconds = 0.017;

class SoftAttack {
 public:
  // Control side. first: number of the first sample.
  SoftAttack(Hertz low_rate, std::int64_t first);

  // The next sample.
  float next(float x) noexcept OTOSCAPE_RT;

 private:
  int hold_, mean_;
  dsp::SlidingBuffer size_, level_;
};

}  // namespace otoscape::haptics
