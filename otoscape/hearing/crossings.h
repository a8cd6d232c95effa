// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::hearing {

// Adds to ascending frequencies those where a curve, linear over log frequency between them,
// crosses zero. Where the curve is a difference to a limit, a table at all these frequencies is
// exact.
template <class Curve>
void add_crossings(std::vector<Hertz>& frequencies, Curve curve) {
  std::vector<Hertz> all;
  for (std::size_t i = 0; i < frequencies.size(); ++i) {
    if (i > 0) {
      const Hertz below = frequencies[i - 1], above = frequencies[i];
      const double from = curve(below), to = curve(above);
      const Hertz between = below * std::pow(above / below, from / (from - to));
      if (from * to < 0.0 && between > below && between < above) all.push_back(between);
    }
    all.push_back(frequencies[i]);
  }
  frequencies = std::move(all);
}

}  // namespace otoscape::hearing
