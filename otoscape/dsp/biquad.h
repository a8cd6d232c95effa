// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

// Second-order filters by the formulas of Bristow-Johnson's Audio EQ Cookbook.

namespace otoscape::dsp {

// y = (b0 + b1 z⁻¹ + b2 z⁻²)/(1 + a1 z⁻¹ + a2 z⁻²) x.
struct Biquad {
  double b0 = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;

  static Biquad low_pass(Hertz rate, Hertz corner, double q) noexcept OTOSCAPE_RT;
  static Biquad high_pass(Hertz rate, Hertz corner, double q) noexcept OTOSCAPE_RT;
  // 0 dB at `centre`.
  static Biquad band_pass(Hertz rate, Hertz centre, double q);
  static Biquad peak(Hertz rate, Hertz centre, Decibels gain, double q);
  static Biquad low_shelf(Hertz rate, Hertz corner, Decibels gain, double q);
  static Biquad high_shelf(Hertz rate, Hertz corner, Decibels gain, double q);

  std::complex<double> response(Hertz rate, Hertz frequency) const;
};

// Sections in series, for up to two ears.
class Biquads {
 public:
  Biquads() = default;
  // Control side. gain_lin: of all together.
  explicit Biquads(std::vector<Biquad> sections, double gain_lin = 1.0);

  // Audio side. One ear's sound, in place.
  void process(int ear, std::span<float> sound) noexcept OTOSCAPE_RT;

 private:
  struct State {
    double s1 = 0.0, s2 = 0.0;
  };
  std::vector<Biquad> sections_;
  double gain_lin_ = 1.0;
  std::array<std::vector<State>, 2> state_;
};

}  // namespace otoscape::dsp
