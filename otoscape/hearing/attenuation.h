// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::hearing {

// Attenuation before the eardrum, in dB: a plug, a muff, pressure in the canal. Linear in dB over
// log frequency between points, flat beyond the ends; 0 dB without points.
struct Attenuation {
  struct Point {
    Hertz frequency;  // ascending
    Decibels taken;   // ≥ 0

    bool operator==(const Point&) const = default;
  };
  std::vector<Point> points;

  Decibels at(Hertz frequency) const;
  bool operator==(const Attenuation&) const = default;
};

}  // namespace otoscape::hearing
