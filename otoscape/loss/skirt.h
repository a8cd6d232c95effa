// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"

namespace otoscape::loss {

// What tells the frequency of a lone tone in a band, and what the band's skirt takes from it. With
// sections y ← a y + x, a = r e^{jθ}, and the tone φ radians a frame above the band's centre θ,
// two neighbouring sections give sin φ = slip / (power · r), and each section has the power gain
// 1 / ((1 − r)² s), s = 1 + κ·2(1 − cos φ), κ = r / (1 − r)². Elements are bands.
struct Skirts {
  static constexpr double kReach = 1.5;  // band widths; farther out a skirt is too low to correct

  Skirts() = default;
  Skirts(const bank::GammatoneDesign& design, Arena& arena);

  std::span<float> radius_inverse;
  std::span<float> slip_limit;  // sin φ at kReach; 0 for the band at 0 Hz, which has no frequency
  std::span<float> kappa;
};

}  // namespace otoscape::loss
