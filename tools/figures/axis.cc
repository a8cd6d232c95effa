// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "tools/figures/plot.h"

namespace otoscape::figures {

Axis frequency_axis(double from_hz, double to_hz) {
  Axis axis{"frequency in Hz", from_hz, to_hz, {}, true};
  for (double hz : {20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000}) {
    if (hz >= from_hz && hz <= to_hz) axis.ticks.push_back(hz);
  }
  return axis;
}

Axis audiometric_axis() {
  return {"frequency in Hz", 125, 8000, {125, 250, 500, 1000, 2000, 4000, 8000}, true};
}

Axis linear_axis(std::string label, double from, double to, double step) {
  Axis axis{std::move(label), from, to, {}, false};
  const int steps = static_cast<int>(std::lround(std::floor(std::abs(to - from) / step + 1e-9)));
  for (int i = 0; i <= steps; ++i) axis.ticks.push_back(from + (to > from ? i : -i) * step);
  return axis;
}

}  // namespace otoscape::figures
