// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/implant/carriers/carrier_bank.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::carriers {

// Pulses through gammatone filters of order 3 (Williges, Dietz, Hohmann and Jürgens 2015, after
// Bräcker et al. 2009): a pulse ε before frame 0 becomes, with p = exp(−2πb + j2πf) per frame,
//
//   Re (n + ε)² p^(n + ε)
//
// exactly, for any fraction: three values are added to the states of a cascade of three complex
// poles.
struct GammatoneBand {
  double hz = 1000.0;
  double width_hz = 100.0;  // between the −3 dB points
};

class GammatonePulses final : public PulseBank {
 public:
  // `nominal_rate_pps` sets the gain (see PulseBank). Bands above 0.45 of the rate are silent.
  GammatonePulses(std::span<const GammatoneBand> bands, double nominal_rate_pps, Hertz rate);

  int bands() const override { return static_cast<int>(log_poles_.size()); }
  int delay_frames() const override { return 0; }
  void process(std::int64_t first_frame, std::span<const BandPulse> pulses,
               std::span<float> add_to) noexcept OTOSCAPE_RT override;
  void reset() noexcept override;

 private:
  struct LogPole {
    double decay = 0.0, turn = 0.0;  // per frame: nepers, radians
    double scale = 0.0;
  };
  void set(const BandPulse& pulse, double early) noexcept;

  std::vector<LogPole> log_poles_;
  std::size_t stride_;        // bands, filled up to whole vectors
  std::vector<float> poles_;  // real, imaginary parts
  std::vector<float> state_;  // of three sections, real and imaginary parts of each
};

}  // namespace otoscape::implant::carriers
