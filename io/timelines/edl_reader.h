// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Reads an edit decision list in the layout of CMX 3600. An event's markers are its locators
// (* LOC: timecode colour name), or else Resolve's (|M:name); where no event has any, each event is
// a marker at its record-in, named by its clip or its reel. A line FCM: says whether the timecodes
// behind it are drop-frame, else their own ";" does. The clock must have a rate, since a list has
// none. reel: only events of this reel; empty: all, with a note where there are several.
// `file`: for messages, which have its line.
Result<Markers> read_edl(std::string_view text, const std::string& file, FilmClock clock,
                         const std::string& reel);

}  // namespace otoscape::io::timelines
