// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/models/rendered_track.h"

namespace otoscape::jobs {

// The gain that gives a track its loudness back, where it was rendered and measured with `gain`:
// −40…+20 dB. Adds a note where that is not enough, or where too little is left to measure.
Decibels matched_gain(const models::RenderedTrack& track, Decibels gain,
                      std::vector<std::string>& notes);

}  // namespace otoscape::jobs
