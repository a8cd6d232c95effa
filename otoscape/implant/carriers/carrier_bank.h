// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"

namespace otoscape::implant::carriers {

// Published carriers for the bands of an implant. All add to the output, and all are a function of
// the programme's absolute frame, so that a region equals that part of the whole.

// Continuous carriers, each with an amplitude of its own. An amplitude of 1 is an RMS of 1.
class CarrierBank {
 public:
  virtual ~CarrierBank() = default;
  virtual int bands() const = 0;
  // Audio side. Frame i has the amplitude from + (to − from) · i / add_to.size(). The output does
  // not depend on the division into calls, if the amplitudes at the borders are those of the ramp.
  virtual void process(std::int64_t first_frame, std::span<const float> from,
                       std::span<const float> to, std::span<float> add_to) noexcept OTOSCAPE_RT = 0;
};

struct BandPulse {
  int band = 0;
  double frame = 0.0;  // of the programme; any fraction
  float amplitude = 0.0f;
};

// Carriers excited by pulses. Pulses of amplitude 1 have an energy of 1/nominal rate seconds: a
// train at the nominal rate has an RMS of 1 where its pulses do not overlap, or in the long run
// where their times are random. A regular train that overlaps has only lines at multiples of its
// rate; its RMS is that of the lines within the band.
class PulseBank {
 public:
  virtual ~PulseBank() = default;
  virtual int bands() const = 0;
  // Delay from a pulse to the middle of its sound, without the delay of a causal filter itself.
  virtual int delay_frames() const = 0;
  // Audio side. `pulses` are those with first_frame − 1 < frame ≤ first_frame + add_to.size() − 1:
  // each belongs to the block that holds the first frame not before it. Ascending in time.
  virtual void process(std::int64_t first_frame, std::span<const BandPulse> pulses,
                       std::span<float> add_to) noexcept OTOSCAPE_RT = 0;
  virtual void reset() noexcept OTOSCAPE_RT = 0;
};

}  // namespace otoscape::implant::carriers
