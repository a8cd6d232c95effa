// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/film_clock.h"
#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::timelines {

// The rows of a table: every `step` from 0 to `length`, and where something begins, cuts or ends.
struct ArcTableTimes {
  Seconds length, step;
};

// The movement of a scene as CSV, for automation: time_s and, with a rate, timecode; perspective
// (0 the room, 1 the character); leak_db; stillness_db (a pop's, of programme and ringing); stress;
// for each ear its mean threshold at 0.5, 1, 2 and 4 kHz with what is worn, in dB HL, and the level
// of its loudest ringing layer in dB SPL; breath_db, heart_db, steps_db, track_db, felt_db,
// water_db re each source's own level. A cell is empty where there is nothing. Levels in LU are
// those with a programme at 65 dB SPL, unless levels_in_db.h has put others in their place. Fails
// where that is more than a million rows.
Result<std::string> arc_table(const scene::Scene& scene, const FilmClock& clock,
                              const ArcTableTimes& times);

}  // namespace otoscape::io::timelines
