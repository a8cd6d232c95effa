// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/envelope.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::loss::msbg {

double envelope_edge_hz(double centre_hz) { return 0.75 * std::min(100.0, erb_hz(centre_hz)); }

// The elliptic rational function of order 2, R(x) = ((1 + t)x² − 1) / (1 − (1 − t)x²), equals the
// ratio L of the stop band's and the ripple's depth where t = (L − 1)/(L + 1); the poles of the
// filter are those of 1 + ε²R², its zeros are the poles of R.
PoleSection envelope_low_pass(double edge_hz) {
  constexpr double kRippleDb = 0.25, kStopDb = 35.0;
  const double ripple = std::sqrt(std::pow(10.0, kRippleDb / 10.0) - 1.0);
  const double depth = std::sqrt(std::pow(10.0, kStopDb / 10.0) - 1.0) / ripple;
  const double t = (depth - 1.0) / (depth + 1.0);
  const std::complex<double> side(0.0, 1.0 / ripple);
  std::complex<double> analogue = std::sqrt(-(1.0 + side) / ((1.0 + t) + side * (1.0 - t)));
  if (analogue.real() > 0.0) analogue = -analogue;

  const double warped = std::tan(std::numbers::pi * edge_hz / kRateHz);
  const std::complex<double> s = warped * analogue;
  const std::complex<double> pole = (1.0 + s) / (1.0 - s);
  const double zero = warped / std::sqrt(1.0 - t);  // at ± j·zero
  const double turn = 2.0 * std::atan(zero);        // on the unit circle
  const double at_rest = std::pow(10.0, -kRippleDb / 20.0);
  const double gain = at_rest * std::norm(1.0 - pole) / (2.0 - 2.0 * std::cos(turn));
  return PoleSection::make(gain, -2.0 * gain * std::cos(turn), gain, pole);
}

}  // namespace otoscape::loss::msbg
