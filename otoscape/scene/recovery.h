// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "otoscape/scene/event.h"
#include "otoscape/units/frequency.h"

// A blast's shift of thresholds and the way back, in closed form (event.h). Its shape over
// frequency is the usual picture after an impulse, deepest at 4 kHz; two stages of recovery as
// after temporary shifts (hours and days), with the constants in proportion to what the author
// gives. Ours, within what is known. Not modelled: a torn eardrum.

namespace otoscape::scene {

// Share of the moving part that is still there, 1 at 0 s, 0 from recovery_ends() on.
double still_moving(const Blast& blast, double seconds_after);

// Share of the full shift: from 1 to the residual.
inline double still_shifted(const Blast& blast, double seconds_after) {
  return blast.residual + (1.0 - blast.residual) * still_moving(blast, seconds_after);
}

// Seconds after which thresholds move no more.
double recovery_ends(const Blast& blast);

// Ends of pieces of the recovery, in seconds after the blast, within each of which the largest
// threshold moves by 2 dB or, while it is fastest, for a quarter of a second.
std::vector<double> recovery_pieces(const Blast& blast);

// When still_moving falls to `share`.
double falls_to(const Blast& blast, double share);

// The full shift times `share`, by frequency.
std::vector<std::pair<Hertz, Decibels>> shift(const Blast& blast, double share);

}  // namespace otoscape::scene
