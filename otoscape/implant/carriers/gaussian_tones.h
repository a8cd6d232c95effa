// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/implant/carriers/carrier_bank.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::carriers {

// Gaussian-enveloped tones (Meng, Zhou, Lu and Zeng 2022): each pulse becomes
//
//   exp(−π t²/D²) sin 2πf t,   |t| ≤ 1.5 D
//
// The longer D, the narrower the band. Overlapping tones add.
// Not modelled: the published variant in which the larger of overlapping tones wins.
struct GaussianTone {
  double hz = 1000.0;
  double duration_s = 0.004;  // D
};
// The duration D for a −3 dB width of `width_hz`: √(2 ln 2/π)/width.
double gaussian_duration_s(double width_hz);

class GaussianTones final : public PulseBank {
 public:
  // `nominal_rate_pps` sets the gain (see PulseBank). Durations are cut at 50 ms; tones above 0.45
  // of the rate are silent.
  GaussianTones(std::span<const GaussianTone> tones, double nominal_rate_pps, Hertz rate,
                int largest_block);

  int bands() const override { return static_cast<int>(tones_.size()); }
  int delay_frames() const override { return delay_; }
  void process(std::int64_t first_frame, std::span<const BandPulse> pulses,
               std::span<float> add_to) noexcept OTOSCAPE_RT override;
  void reset() noexcept override;

 private:
  struct Tone {
    float half_turns_per_frame = 0.0f;
    float log2_per_frame2 = 0.0f;  // of the envelope, negative
    float scale = 0.0f;
    double half_frames = 0.0;  // 1.5 D
  };
  void add(const BandPulse& pulse) noexcept;

  std::vector<Tone> tones_;
  int delay_ = 0;
  std::vector<float> ring_;  // frame n of the programme at n modulo a power of two
};

}  // namespace otoscape::implant::carriers
