// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstddef>
#include <functional>
#include <vector>

#include "otoscape/base/layout.h"
#include "otoscape/units/frequency.h"

namespace otoscape::spatial {

enum class Ear { left, right };

// Frequency responses lie on a grid: element k at k · kGridHz.
inline constexpr double kGridHz = 40.0;
using Response = std::vector<std::complex<double>>;
using Gains = std::vector<double>;  // linear

inline double grid_hz(std::size_t k) { return kGridHz * static_cast<double>(k); }
inline std::size_t grid_points(Hertz highest) {
  return static_cast<std::size_t>(highest.value() / kGridHz) + 1;
}

// What a head does to sound from far away: the pressure at an ear over frequency, with its phase;
// in any unit and with any delay, as long as all directions share them.
struct Head {
  Hertz highest;  // the last frequency of a response, from 4 to 20 kHz
  std::function<Response(Direction, Ear)> response;
};

}  // namespace otoscape::spatial
