// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/tables/spiral_tones.h"

#include <cmath>

namespace otoscape::implant::tables {

double spiral_erb_number(double hz) {
  return 11.17 * std::log((hz + 312.0) / (hz + 14675.0)) + 43.0;
}

double spiral_erb_hz(double number) {
  const double q = std::exp((number - 43.0) / 11.17);
  return (312.0 - 14675.0 * q) / (q - 1.0);
}

std::vector<double> spiral_tones_hz() {
  const double low = spiral_erb_number(20.0), high = spiral_erb_number(20000.0);
  std::vector<double> hz;
  for (int i = 0; i < kSpiralTones; ++i) {
    hz.push_back(spiral_erb_hz(low + (high - low) * (i + 0.5) / kSpiralTones));
  }
  return hz;
}

}  // namespace otoscape::implant::tables
