// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/models/render_model.h"
#include "otoscape/metrics/speech_levels.h"
#include "otoscape/units/calibration.h"

namespace otoscape::jobs::audibility {

// Whether any point of a scene asks for it.
bool asks_for_carry(const models::HearingFacts& hearing);

// The gain that raises speech, from each point with `carry` to the next, until the better ear's
// short-time SII has that value. At most 15 dB, and never so much that what the character hears is
// louder than the room: the sum of the programme's bands after the loss stays at or below that
// before it. It rises within 0.1 s, ahead of the speech, and falls by 30 dB/s. Of an ear with an
// implant the acoustic part alone is raised, and its share is not counted on. Ours.
// dialogue: the file that is raised; empty: the whole programme.
models::Carry carry_plan(const metrics::SpeechLevels& speech, const models::HearingFacts& hearing,
                         Calibration calibration, const std::string& dialogue);

}  // namespace otoscape::jobs::audibility
