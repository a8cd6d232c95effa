// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::bank {

// One band: four identical complex one-pole sections y ← a y + x in cascade, a = r e^{jθ} (the
// digital gammatone of Hohmann 2002, eq. 1–4, order 4), fed with x times `input_weight`. The band's
// sound is the real part of the fourth section, delayed by delay_frames.
struct GammatoneBand {
  double centre_hz;
  double width_hz;
  std::complex<double> pole;
  std::complex<double> input_weight;
  int delay_frames;
  double tone_power;  // |fourth section|² for a tone of amplitude 1 at the centre
};

// Bands from 0 Hz to 20.5 kHz (or half the rate) whose undelayed-to-delayed sum is a pure delay of
// `delay_frames` within −0.3 … +0.05 dB and 1.2° from 50 Hz to 16 kHz: the weights are the
// complex least-squares solution over frequency, image at negative frequencies included. Depends on
// the rate alone.
struct GammatoneDesign {
  Hertz rate;
  int delay_frames;                  // 4 ms
  std::vector<GammatoneBand> bands;  // a multiple of 16, rising in frequency

  // Rates of 8…192 kHz.
  static GammatoneDesign make(Hertz rate);

  // Response of one band, and of the sum of all with the given linear gains (empty: all 1), to
  // e^{jωn}.
  std::complex<double> band_response(std::size_t band, double frequency_hz) const;
  std::complex<double> response(double frequency_hz,
                                const std::vector<double>& gains_lin = {}) const;
};

}  // namespace otoscape::bank
