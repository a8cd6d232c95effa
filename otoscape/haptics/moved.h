// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/haptics/device.h"
#include "otoscape/haptics/filters.h"
#include "otoscape/haptics/rhythm.h"

namespace otoscape::haptics {

// Vibration above a device's band comes back on its carrier, with its envelope (the RMS in 40 ms);
// on a device with intensity alone all of it does. Pitch is lost: skin needs steps about five times
// larger than ears do (Acoustics Today, spring 2020, p. 40).
class Moved {
 public:
  // Control side. first: number of the first sample.
  Moved(const DeviceFacts& device, Hertz low_rate, std::int64_t first);
  static bool needed(const DeviceFacts& device);

  int latency() const { return outside_.half() + envelope_.half(); }  // samples
  // Vibration latency() samples before k; `mixed` has those up to k.
  float at(const dsp::SlidingBuffer& mixed, std::int64_t k) noexcept OTOSCAPE_RT;

 private:
  bool alone_;  // nothing passes but on the carrier
  Symmetric outside_, envelope_;
  Carrier carrier_;
  dsp::SlidingBuffer beyond_, power_;
};

}  // namespace otoscape::haptics
