// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/dsp/window.h"

namespace otoscape::loss::msbg {

// The published simulator runs at this rate only; its tables hold numbers of samples.
inline constexpr double kRateHz = 44100.0;

// Equivalent rectangular bandwidth of a typical ear's auditory filter (Glasberg and Moore 1990).
inline double erb_hz(double frequency_hz) { return 24.7 * (0.00437 * frequency_hz + 1.0); }

// Symmetric Kaiser window: the value at `index` of `length`.
inline double kaiser(int index, int length, double beta) {
  return dsp::kaiser(2.0 * index / (length - 1) - 1.0, beta);
}

}  // namespace otoscape::loss::msbg
