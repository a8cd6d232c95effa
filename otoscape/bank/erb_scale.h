// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::bank {

// Equivalent rectangular bandwidth of the typical auditory filter, Glasberg & Moore (1990), eq. 3,
// in Hz.
constexpr double erb_hz(double frequency_hz) { return 24.7 * (0.00437 * frequency_hz + 1.0); }

// Width of a band of this bank: the ERB with a lower limit, so that the impulse responses of low
// bands fit a path of 4 ms.
double band_width_hz(double frequency_hz);

// Converts a frequency to band widths above 0 Hz, and back. Range 0…`top` Hz.
class WidthScale {
 public:
  explicit WidthScale(Hertz top);
  double to_scale(double frequency_hz) const;
  double to_hz(double scale) const;

 private:
  std::vector<double> at_hz_;  // scale at 0, 1, 2 … Hz
};

}  // namespace otoscape::bank
