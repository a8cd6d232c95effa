// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/metrics/audibility_track.h"

// Strips and curves over a player's time, as inline SVG. They are as wide as their box, so that a
// cursor at a part of its width is at that part of the time.

namespace otoscape::io::pages {

// The speech that each ear can use, over `seconds`: a row for each ear, high and bright where much
// of it can be used, low where little; nothing where nobody speaks. Empty without values.
std::string audibility_ribbon(const metrics::AudibilityTrack& track, double seconds);

// Loudness of 3 s (BS.1770, short term) over time, of the room and of what is heard.
struct LoudnessCurve {
  double step_s = 1.0;
  std::vector<double> lufs;  // not finite where it is silent
};
std::string loudness_chart(const LoudnessCurve& room, const LoudnessCurve& heard, double seconds);

}  // namespace otoscape::io::pages
