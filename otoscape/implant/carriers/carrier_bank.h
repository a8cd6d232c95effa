// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"

namespace otoscape::implant::carriers {

// Published ways to make bands of an implant audible. All add to what is there, and all are a
// function of the programme's absolute frame, so that a region sounds like the whole.

// Carriers that sound all the time, each with an amplitude of its own. An amplitude of 1 is an RMS
// of 1.
class CarrierBank {
 public:
  virtual ~CarrierBank() = default;
  virtual int bands() const = 0;
  // Audio side. Frame i has the amplitude from + (to − from) · i / add_to.size(). The same frames
  // come out however they are cut, if the amplitudes at the cuts are those of the ramp.
  virtual void process(std::int64_t first_frame, std::span<const float> from,
                       std::span<const float> to, std::span<float> add_to) noexcept OTOSCAPE_RT = 0;
};

struct BandPulse {
  int band = 0;
  double frame = 0.0;  // of the programme; any fraction
  float amplitude = 0.0f;
};

// Carriers made by pulses. Pulses of amplitude 1 have an energy of 1/nominal rate seconds: a train
// at the nominal rate has an RMS of 1 where its pulses do not overlap, or in the long run where
// their times are random. A regular train that overlaps has only lines at multiples of its rate;
// its RMS is that of the lines within the band.
class PulseBank {
 public:
  virtual ~PulseBank() = default;
  virtual int bands() const = 0;
  // From a pulse to the middle of its sound, beyond what a causal filter needs of itself.
  virtual int delay_frames() const = 0;
  // Audio side. `pulses` are those with first_frame − 1 < frame ≤ first_frame + add_to.size() − 1:
  // each belongs to the block with the first frame that is not before it. They are in order of
  // time.
  virtual void process(std::int64_t first_frame, std::span<const BandPulse> pulses,
                       std::span<float> add_to) noexcept OTOSCAPE_RT = 0;
  virtual void reset() noexcept OTOSCAPE_RT = 0;
};

}  // namespace otoscape::implant::carriers
