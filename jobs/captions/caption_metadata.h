// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/captions/caption_set.h"

namespace otoscape::jobs::captions {

// What captions come from, as JSON for players and pages: each caption with its kinds, and what is
// left of the film's own; and once a second the perspective, each ear's mean threshold, its ringing
// and the share of speech that it can use.
std::string caption_metadata(const CaptionSource& source, const CaptionSet& set);

}  // namespace otoscape::jobs::captions
