// SPDX-License-Identifier: Apache-2.0
#include "tools/figures/plot.h"

namespace otoscape::figures {

Axis frequency_axis(double from_hz, double to_hz) {
  return {"frequency in Hz", io::views::frequency_axis(from_hz, to_hz)};
}

Axis audiometric_axis() { return {"frequency in Hz", io::views::octave_axis(125.0, 8000.0)}; }

Axis linear_axis(std::string label, double from, double to, double step) {
  return {std::move(label), io::views::linear_axis(from, to, step)};
}

}  // namespace otoscape::figures
