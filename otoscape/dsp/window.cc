// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/window.h"

#include <numeric>

#include "otoscape/dsp/bessel.h"

namespace otoscape::dsp {

double kaiser(double off, double beta) {
  const double rest = 1.0 - off * off;
  return rest < 0.0 ? 0.0 : bessel_i0(beta * std::sqrt(rest)) / bessel_i0(beta);
}

std::vector<double> fractional_delay(double fraction, int taps, double beta) {
  std::vector<double> h;
  const int middle = taps / 2 - 1;
  for (int t = 0; t < taps; ++t) {
    const double at = t - middle - fraction;
    const double sinc = at == 0.0 ? 1.0 : std::sin(std::numbers::pi * at) / (std::numbers::pi * at);
    h.push_back(sinc * kaiser(2.0 * at / taps, beta));
  }
  const double sum = std::accumulate(h.begin(), h.end(), 0.0);
  for (double& v : h) v /= sum;
  return h;
}

}  // namespace otoscape::dsp
