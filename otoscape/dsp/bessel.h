// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::dsp {

// Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun
// 1964, 9.6.12), for any x. The relative error is below 2e-15 for |x| up to 20. The standard
// library's std::cyl_bessel_i is not in libc++.
inline double bessel_i0(double x) {
  double term = 1.0, sum = 1.0;
  for (int k = 1; term > 1e-17 * sum; ++k) {
    term *= (0.5 * x / k) * (0.5 * x / k);
    sum += term;
  }
  return sum;
}

}  // namespace otoscape::dsp
