// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/attenuation.h"

#include <algorithm>
#include <cmath>

namespace otoscape::hearing {

Decibels Attenuation::at(Hertz frequency) const {
  if (points.empty()) return Decibels(0.0);
  const auto above = std::ranges::lower_bound(points, frequency, {}, &Point::frequency);
  if (above == points.begin()) return points.front().taken;
  if (above == points.end()) return points.back().taken;
  const auto below = above - 1;
  const double part =
      octaves(below->frequency, frequency) / octaves(below->frequency, above->frequency);
  return Decibels(std::lerp(below->taken.value(), above->taken.value(), part));
}

}  // namespace otoscape::hearing
