// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"

namespace otoscape::implant::coding {

// Order in which bands fire within a cycle, first to last. staggered: alternately of the basal and
// the apical half, each from its base.
std::vector<int> firing_order(PulseOrder order, int bands);

// The content of a band's slot in a cycle.
enum class Slot : char {
  none,   // the band has none in this cycle
  empty,  // a slot without a pulse
  fire,
};
using Slots = std::array<Slot, kMaxElectrodes>;  // by band

// From envelopes to pulses: loudness growth, level = ⌊T + (C − T) · volume · v + ½⌋, current. A
// band below the base level has an empty slot or, with idle_at_t, a pulse at T.
class PulseEncoder {
 public:
  explicit PulseEncoder(const CodingParams& params);  // control side
  template <class Real>
  void encode(std::span<const Real> envelopes, const Slots& slots,
              Frame& frame) const noexcept OTOSCAPE_RT;

 private:
  Pulse pulse_of(int band, double envelope) const noexcept;

  GrowthParams growth_;
  Chip chip_;
  double volume_;
  bool idle_at_t_;
  std::vector<BandParams> bands_;
  std::vector<int> order_;
  std::vector<float> current_ua_;  // by level, of a chip with levels
};

}  // namespace otoscape::implant::coding
