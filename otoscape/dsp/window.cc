// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/window.h"

namespace otoscape::dsp {
namespace {

// Modified Bessel function of the first kind, order 0. (std::cyl_bessel_i is not in every library.)
double bessel_i0(double x) {
  double term = 1.0, sum = 1.0;
  for (int k = 1; term > 1e-17 * sum; ++k) {
    term *= (0.5 * x / k) * (0.5 * x / k);
    sum += term;
  }
  return sum;
}

}  // namespace

double kaiser(double off, double beta) {
  const double rest = 1.0 - off * off;
  return rest < 0.0 ? 0.0 : bessel_i0(beta * std::sqrt(rest)) / bessel_i0(beta);
}

}  // namespace otoscape::dsp
