// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/implant/carriers/carrier_bank.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::carriers {

// Tones of fixed frequencies and random phases, √2 a sin. Those above 0.45 of the rate are silent.
class ToneBank final : public CarrierBank {
 public:
  ToneBank(std::span<const double> hz, Hertz rate, std::uint64_t key);

  int bands() const override { return static_cast<int>(steps_.size()); }
  void process(std::int64_t first_frame, std::span<const float> from, std::span<const float> to,
               std::span<float> add_to) noexcept OTOSCAPE_RT override;

 private:
  std::vector<std::uint64_t> starts_, steps_;  // turns in 2⁻⁶⁴; a step of 0 is silent
};

}  // namespace otoscape::implant::carriers
