// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>

#include "otoscape/loss/outer_middle_ear.h"

namespace otoscape::loss {

// A shelf or peak as a trapezoidal state-variable filter (A. Simper 2013, Linear trapezoidal
// integrated SVF): H = m0 + (m1 s + m2)/(s² + k s + 1), s = j tan(ω/2)/g.
struct StateVariable {
  double g, k, m0, m1, m2;

  static StateVariable make(const OuterMiddleEarDesign::Section& section, double rate_hz) {
    const double w = std::tan(std::numbers::pi * section.hz / rate_hz);
    const double a = std::pow(10.0, section.gain_db / 40.0), k = 1.0 / section.q;
    switch (section.shape) {
      case OuterMiddleEarDesign::Shape::low_shelf:
        return {w / std::sqrt(a), k, 1.0, k * (a - 1.0), a * a - 1.0};
      case OuterMiddleEarDesign::Shape::high_shelf:
        return {w * std::sqrt(a), k, a * a, k * (1.0 - a) * a, 1.0 - a * a};
      case OuterMiddleEarDesign::Shape::peak:
        break;
    }
    return {w, k / a, 1.0, k / a * (a * a - 1.0), 0.0};
  }
};

}  // namespace otoscape::loss
