// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/state_variable.h"

#include <cmath>
#include <complex>
#include <numbers>

namespace otoscape::loss {

StateVariable StateVariable::make(const Section& section, double rate_hz) {
  const double w = std::tan(std::numbers::pi * section.hz / rate_hz);
  const double a = std::pow(10.0, section.gain_db / 40.0), k = 1.0 / section.q;
  switch (section.shape) {
    case Section::Shape::low_shelf:
      return {w / std::sqrt(a), k, 1.0, k * (a - 1.0), a * a - 1.0};
    case Section::Shape::high_shelf:
      return {w * std::sqrt(a), k, a * a, k * (1.0 - a) * a, 1.0 - a * a};
    case Section::Shape::peak:
      break;
  }
  return {w, k / a, 1.0, k / a * (a * a - 1.0), 0.0};
}

double Section::response_db(double frequency_hz, double rate_hz) const {
  const StateVariable f = StateVariable::make(*this, rate_hz);
  const std::complex<double> s(0.0, std::tan(std::numbers::pi * frequency_hz / rate_hz) / f.g);
  return 10.0 * std::log10(std::norm(f.m0 + (f.m1 * s + f.m2) / (s * s + f.k * s + 1.0)));
}

}  // namespace otoscape::loss
