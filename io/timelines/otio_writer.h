// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Markers as an OpenTimelineIO document (Academy Software Foundation; Timeline.1, Stack.1,
// Marker.2): on the timeline's stack, so that their times count from its start, which
// global_start_time names. One video track holds the film as a clip, or as long a gap where `film`
// is empty. Rates are the film's own, as 24000/1001. metadata.otoscape of the timeline has
// frame_rate and timecode_start as a scene writes them; of a marker what its point sets. Fails
// without a rate.
Result<std::string> otio_text(const Markers& markers, const std::string& film);

}  // namespace otoscape::io::timelines
