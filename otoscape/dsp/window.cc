// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/window.h"

#include "otoscape/dsp/bessel.h"

namespace otoscape::dsp {

double kaiser(double off, double beta) {
  const double rest = 1.0 - off * off;
  return rest < 0.0 ? 0.0 : bessel_i0(beta * std::sqrt(rest)) / bessel_i0(beta);
}

}  // namespace otoscape::dsp
