// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace otoscape::implant::tables {

// The tones of SPIRAL (Grange, Culling, Harris and Bergfeld 2017): evenly spaced in ERB numbers
// over 20 … 20 000 Hz.
inline constexpr int kSpiralTones = 80;
std::vector<double> spiral_tones_hz();
// ERB-numbers (Moore and Glasberg 1983) and back.
double spiral_erb_number(double hz);
double spiral_erb_hz(double number);

}  // namespace otoscape::implant::tables
