// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/metrics/audibility_summary.h"
#include "otoscape/metrics/audibility_track.h"

namespace otoscape::io::ribbons {

// What a picture of audibility shows beside the values.
struct RibbonText {
  std::string title;               // whose hearing, of which film
  std::string summary;             // the sentence of the summary
  bool left = true, right = true;  // ears that are drawn
};
// A point of a scene.
struct RibbonPoint {
  Seconds time;
  std::string name;  // empty: none
};

// Speech audibility along a programme as an SVG picture: a ribbon for each ear, whose height is the
// share of speech that it can use, before the outline of what typical hearing can use in the room;
// nothing where nobody speaks. Its colours follow the reader's light or dark scheme. title and desc
// say the same in words.
std::string audibility_ribbon(const metrics::AudibilityTrack& track, const RibbonText& text,
                              const std::vector<RibbonPoint>& points);

}  // namespace otoscape::io::ribbons
