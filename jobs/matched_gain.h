// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/models/rendered_track.h"

namespace otoscape::jobs {

// The gain with which a render has the loudness of its input, −40…+20 dB. `track` was rendered and
// measured with `gain`. Adds a note where +20 dB are not enough; also where the loudness of input
// or output cannot be measured: the result is then `gain`.
Decibels matched_gain(const models::RenderedTrack& track, Decibels gain,
                      std::vector<std::string>& notes);

}  // namespace otoscape::jobs
