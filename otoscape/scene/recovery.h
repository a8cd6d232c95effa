// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "otoscape/scene/event.h"
#include "otoscape/units/frequency.h"

// A blast's threshold shift and its recovery, in closed form (event.h). The shift is deepest at 4
// kHz, as usual after an impulse. It recovers in two stages, as temporary shifts do (hours and
// days), with time constants in proportion to Blast::recover. Shape and constants are ours, within
// published findings. Not modelled: a torn eardrum.

namespace otoscape::scene {

// Share of the recovering part that remains: 1 at 0 s, 0 from recovery_ends() on.
double still_moving(const Blast& blast, double seconds_after);

// Share of the full shift: from 1 to the residual.
inline double still_shifted(const Blast& blast, double seconds_after) {
  return blast.residual + (1.0 - blast.residual) * still_moving(blast, seconds_after);
}

// Seconds until the thresholds are constant.
double recovery_ends(const Blast& blast);

// Ends of the pieces of the recovery, in seconds after the blast. Within a piece the largest
// threshold moves by 2 dB; where it moves fastest, a piece lasts a quarter of a second.
std::vector<double> recovery_pieces(const Blast& blast);

// Seconds after the blast at which still_moving falls to `share`.
double falls_to(const Blast& blast, double share);

// The full shift times `share`, by frequency.
std::vector<std::pair<Hertz, Decibels>> shift(const Blast& blast, double share);

}  // namespace otoscape::scene
