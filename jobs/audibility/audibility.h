// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jobs/models/render_model.h"
#include "otoscape/metrics/audibility_track.h"
#include "otoscape/metrics/speech_levels.h"
#include "otoscape/units/calibration.h"

namespace otoscape::jobs::audibility {

// How much of a programme's speech each ear of a render can use along its time: the short-time SII
// of what the character hears or of the room, whichever is more; each at the level that the
// perspective gives it. Ours. Only values that begin within the part.
// carry: how speech is raised; null: not. Five parameters, of which most calls need four.
struct Part {
  Seconds from, to;
};
metrics::AudibilityTrack audibility_of(const metrics::SpeechLevels& speech,
                                       const models::HearingFacts& hearing, Calibration calibration,
                                       const Part& part, const models::Carry* carry = nullptr);

}  // namespace otoscape::jobs::audibility
