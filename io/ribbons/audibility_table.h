// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/metrics/audibility_track.h"

namespace otoscape::io::ribbons {

// Speech audibility as CSV, a line for each value: time_s, speech (1 or 0), and left, right and
// typical, 0 to 1, empty where nobody speaks.
std::string audibility_csv(const metrics::AudibilityTrack& track);

}  // namespace otoscape::io::ribbons
