// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

#include "otoscape/base/ease.h"

// Windows as functions of a place in them, from 0 to their length. Of `size` samples, sample n has
//   hann(n, size)           the periodic one, which overlapped by half sums to 1,
//   hann(n + 0.5, size)     the same half a sample later: symmetric,
//   hann(n, size − 1)       the symmetric one with both zeros,
//   hann(n + 1, size + 1)   the symmetric one without them.

namespace otoscape::dsp {

inline double hann(double at, double length) { return raised_cosine(2.0 * at, length); }

// Hann's by the distance from its middle.
inline double hann_off_middle(double off, double length) {
  return 0.5 + 0.5 * std::cos(2.0 * std::numbers::pi * off / length);
}

// Its square is Hann's.
inline double root_hann(double at, double length) {
  return std::sin(std::numbers::pi * at / length);
}

inline double hamming(double at, double length) {
  return 0.54 - 0.46 * std::cos(2.0 * std::numbers::pi * at / length);
}

inline double blackman(double at, double length) {
  const double turn = 2.0 * std::numbers::pi * at / length;
  return 0.42 - 0.5 * std::cos(turn) + 0.08 * std::cos(2.0 * turn);
}

// Kaiser (1974), by the way from its middle, ±1 at its ends and nothing beyond.
double kaiser(double off, double beta);

// The taps that read between two samples: a windowed sinc (Kaiser) for a fraction of a frame after
// tap taps/2 − 1; unity at 0 Hz.
std::vector<double> fractional_delay(double fraction, int taps, double beta);

}  // namespace otoscape::dsp
