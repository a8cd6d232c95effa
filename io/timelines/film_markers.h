// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Moves markers to the nearest frames, where the clock has a rate; a note says how far.
void to_frames(Markers& markers);

// Puts markers that were read into the order of time, on frames. Those outside the film, before its
// first frame or after its length, are left out, with a note. A note also says where the count of
// the first frame may be missing. Fails where no marker is left. `file`: for messages.
Result<Markers> within_film(Markers markers, const std::string& file);

}  // namespace otoscape::io::timelines
