// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::coding {

// From sound at the device's rate to cycles of stimulation. Real: double to compare with other
// implementations, float for speed. The constructor takes all memory; process allocates nothing.
template <class Real>
class Coder {
 public:
  virtual ~Coder() = default;

  // `sound` is in device units (device_units_per_pascal) at device_rate. Writes the cycles that
  // become complete within it and returns their number. `frames` must have room for sound.size() /
  // shortest cycle + 2 of them. Any split of the sound gives the same cycles.
  virtual int process(std::span<const Real> sound,
                      std::span<Frame> frames) noexcept OTOSCAPE_RT = 0;
  virtual void reset() noexcept OTOSCAPE_RT = 0;

  // Cycle k is complete with sample first_sample() + k · period_samples() (rounded up) of the
  // sound; period in device samples, may be a fraction.
  virtual double first_sample() const noexcept OTOSCAPE_RT = 0;
  virtual double period_samples() const noexcept OTOSCAPE_RT = 0;
  // Delay from a sound to the cycle that carries it, in device samples: microphone and window, up
  // to the completion of the cycle.
  virtual double delay_samples() const = 0;
};

}  // namespace otoscape::implant::coding
