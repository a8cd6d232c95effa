// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Markers as an edit decision list in the layout of CMX 3600: an event of one frame for each, with
// the film's timecodes, and behind it the marker in two ways, as Resolve's own marker lists have it
// (comment |C:ResolveColorRed |M:name |D:1) and as Avid's locators (* LOC: timecode RED name).
// Text is UTF-8, on one line, without "|". Fails without a rate.
Result<std::string> edl_text(const Markers& markers);

}  // namespace otoscape::io::timelines
