// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"
#include "otoscape/metrics/audibility_track.h"

namespace otoscape::jobs::video {

// Speech audibility as `otoscape audibility -o` and `otoscape render --audibility` write it: .csv
// or .json, by the extension. Errors name the file, and of a table the line.
Result<metrics::AudibilityTrack> read_audibility(const std::string& path);

}  // namespace otoscape::jobs::video
