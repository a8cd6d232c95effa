// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// Second-order section, transposed direct form II, with the formulas of Bristow-Johnson's "Cookbook
// formulae for audio EQ biquad filter coefficients".
class Biquad {
 public:
  static Biquad lowpass(double hz, double q = 0.7071, double rate_hz = kRate);
  static Biquad highpass(double hz, double q = 0.7071);
  static Biquad bandpass(double hz, double q);  // 0 dB at hz
  static Biquad peak(double hz, double q, double gain_db);
  static Biquad high_shelf(double hz, double gain_db);

  double operator()(double x) {
    const double y = b0_ * x + z1_;
    z1_ = b1_ * x - a1_ * y + z2_;
    z2_ = b2_ * x - a2_ * y;
    return y;
  }

 private:
  Biquad(double b0, double b1, double b2, double a0, double a1, double a2);
  double b0_, b1_, b2_, a1_, a2_;
  double z1_ = 0.0, z2_ = 0.0;
};

void filter(Mono& sound, Biquad section);
void filter(Stereo& sound, const Biquad& section);

}  // namespace otoscape::demo::sound
