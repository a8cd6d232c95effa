// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <vector>

#include "otoscape/loss/msbg/severity.h"

// MSBG's bank: 36, 28 or 19 gammatone filters of the fourth order, 1.5, 2 or 3 times as wide as
// typical (Patterson, Allerhand and Giguère 1995; the tables are MSBG's, dated 2013). One section,
// applied four times:
//
//   H(z) = k (1 − r cosθ z⁻¹) / (1 − 2 r cosθ z⁻¹ + r² z⁻²),   |H| = 1 at the centre,
//   r = exp(−2π B ERB / fs),   θ = 2π centre / fs
//
// Its impulse response is k·Re(r e^{jθ})ⁿ: the real part of a complex one-pole section, fed with a
// real signal. Then the channel is advanced by a tabulated number of samples, which aligns the
// channels and drops the beginning of each. From some channel on, a high-pass of two poles follows,
// which attenuates the low tail of the wide filters.

namespace otoscape::loss::msbg {

// A section of the second order with a complex pair of poles as
//   s[n] = pole·s[n−1] + weight·x[n],   y[n] = direct·x[n] + Re s[n],
// whose rounding error is far below that of a direct form where poles lie close to 1.
struct PoleSection {
  double direct = 1.0;
  std::complex<double> weight, pole;

  // From b₀ + b₁z⁻¹ + b₂z⁻² over (1 − pole z⁻¹)(1 − pole* z⁻¹).
  static PoleSection make(double b0, double b1, double b2, std::complex<double> pole);
  std::complex<double> response(double turn) const;  // to e^{j·turn·n}
  // The steady state for a constant input of 1.
  std::complex<double> settled() const { return weight / (1.0 - pole); }
};

struct Channel {
  double centre_hz;
  int advance_frames;
  std::complex<double> pole;  // r e^{jθ}
  double section_gain;        // k, of each of the four
  PoleSection high_pass;      // the identity in channels without one
};

struct Bank {
  std::vector<Channel> channels;  // rising
  double sum_gain;                // of the recombination
};

// Severity::nothing has the bank of Severity::mild.
Bank make_bank(Severity severity);

}  // namespace otoscape::loss::msbg
