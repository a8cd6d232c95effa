// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/units/frequency.h"

namespace otoscape::body {

// A damped sine that rises: (1 − e^{−t/rise})² e^{−t/decay} sin(2π hz t + φ). Value and slope
// are 0 at t = 0. It lasts 12 decays and 4 rises, of which the last 15 % are faded by 3p² − 2p³.
// Ours.
struct Mode {
  double start_s = 0.0;
  double hz = 100.0, rise_s = 0.005, decay_s = 0.02;
  double left = 1.0, right = 1.0;              // amplitudes
  double left_phase = 0.0, right_phase = 0.0;  // rad

  double length_s() const noexcept OTOSCAPE_RT { return 12.0 * decay_s + 4.0 * rise_s; }
};

// The phase at which a mode's integral over time is 0: no net pressure is left, and little energy
// lies below the mode.
double no_pressure_phase(const Mode& mode) noexcept OTOSCAPE_RT;

struct StereoSpan {
  std::span<float> left, right;
};

// Audio side. Adds a mode to a sound whose first frame is at time 0.
void add_mode(const Mode& mode, Hertz rate, const StereoSpan& sound) noexcept OTOSCAPE_RT;

}  // namespace otoscape::body
