// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/implant/carriers/tone_bank.h"
#include "otoscape/implant/tables/spiral_tones.h"

namespace otoscape::implant::carriers {

// SPIRAL (Grange, Culling, Harris and Bergfeld 2017): 80 tones, evenly spaced in ERB numbers over
// 20 … 20 000 Hz, are modulated by the bands' envelopes, with a current spread of s dB per octave:
//
//   a_i² = Σ_j 10^(−(s/10) |log2(c_j / f_i)|) e_j²
//
// Not modelled here: the published analysis filters (512 taps between ERB-spaced edges, half-wave
// rectification, 50 Hz); any envelopes may be used.
class SpiralMix {
 public:
  // Published: 8 dB per octave. A larger value gives clearer speech.
  SpiralMix(std::span<const double> centres_hz, double db_per_octave);

  int bands() const { return static_cast<int>(bands_); }
  // Audio side. Envelopes of either sign to kSpiralTones amplitudes.
  void mix(std::span<const float> envelopes,
           std::span<float> amplitudes) const noexcept OTOSCAPE_RT;

 private:
  std::size_t bands_;
  std::vector<float> weights_;  // of powers: band · kSpiralTones + tone
};

// From envelopes to sound. A single envelope of 1 gives the power of its row of the mix.
class Spiral final : public CarrierBank {
 public:
  Spiral(std::span<const double> centres_hz, double db_per_octave, Hertz rate, std::uint64_t key);

  int bands() const override { return mix_.bands(); }
  void process(std::int64_t first_frame, std::span<const float> from, std::span<const float> to,
               std::span<float> add_to) noexcept OTOSCAPE_RT override;

 private:
  SpiralMix mix_;
  ToneBank tones_;
};

}  // namespace otoscape::implant::carriers
