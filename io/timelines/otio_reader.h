// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Reads an OpenTimelineIO timeline (Academy Software Foundation): the markers of its stack, of its
// tracks and of the clips in them, at their times on the timeline, whose start global_start_time
// names. Without a start in `clock` the film begins where the timeline does. Markers must count at
// the film's rate; without one in `clock` the timeline's own is it. Markers in a part of a clip
// that the cut leaves out are left out, with a note. Effects such as time warps are not followed.
// `file`: for messages.
Result<Markers> read_otio(std::string_view text, const std::string& file, FilmClock clock);

}  // namespace otoscape::io::timelines
