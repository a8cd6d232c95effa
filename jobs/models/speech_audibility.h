// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>

#include "jobs/models/track_spec.h"
#include "otoscape/metrics/audibility_summary.h"
#include "otoscape/metrics/audibility_track.h"

namespace otoscape::jobs::models {

// How much of a track's speech the ears of a render can use.
struct SpeechAudibility {
  metrics::AudibilityTrack track;
  std::optional<metrics::AudibilitySummary> summary;  // none: nobody was found to speak
  Ears ears = Ears::both;                             // that are rendered
  const char* where = "this film";                    // or this sound, this part
  bool from_dialogue = false;                         // of a file with the dialogue by itself
  std::array<bool, 2> implanted{};                    // of these, at any time: left, right
};

}  // namespace otoscape::jobs::models
