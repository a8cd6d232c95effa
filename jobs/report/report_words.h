// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/pages/report_page.h"
#include "jobs/models/render_model.h"
#include "jobs/models/track_summary.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/scene/keyframe.h"

// What a report says in words.

namespace otoscape::jobs::report {

// "by the listener “N3”", "along the scene “Sudden loss”".
std::string whose_words(const models::Heard& heard);
// The same as the beginning of a sentence.
std::string heard_words(const models::Heard& heard);

// The loudness of what was written, in sentences.
std::vector<std::string> loudness_words(const models::TrackSummary& track);
// What the safety layer did along a scene; nothing for a listener.
std::optional<io::pages::SafetyFacts> safety_facts(const models::TrackSummary& track);
// Which parts of the model a render had, and what was assumed. One of the two pointers is null.
io::pages::SheetParts sheet_parts(const models::TrackSummary& track,
                                  const hearing::HearingProfile* listener,
                                  const scene::Scene* scene);

}  // namespace otoscape::jobs::report
