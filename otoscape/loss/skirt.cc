// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/skirt.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::loss {

Skirts::Skirts(const bank::GammatoneDesign& design, Arena& arena) {
  using std::numbers::pi;
  const std::size_t bands = design.bands.size();
  for (auto* table : {&radius_inverse, &slip_limit, &kappa}) *table = arena.take<float>(bands);
  for (std::size_t k = 0; k < bands; ++k) {
    const bank::GammatoneBand& band = design.bands[k];
    const double radius = std::abs(band.pole);
    const double reach =
        std::min(2.0 * pi * kReach * band.width_hz / design.rate.value(), pi / 2.0);
    radius_inverse[k] = static_cast<float>(1.0 / radius);
    slip_limit[k] = k == 0 ? 0.0f : static_cast<float>(std::sin(reach));
    kappa[k] = static_cast<float>(radius / ((1.0 - radius) * (1.0 - radius)));
  }
}

}  // namespace otoscape::loss
