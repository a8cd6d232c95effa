// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/models/speech_audibility.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

struct AudibilityReport {
  std::string in, relation, name;  // "of the listener", and its name
  int track = 1;
  models::SpeechAudibility audibility;
  std::vector<std::string> notices, notes;
};

// How much of one track's speech the ears of a render would be able to use, without rendering. Of
// the job it takes what is heard, the calibration, the track, the region and the dialogue; where
// job.audibility is not empty it writes that file.
Result<AudibilityReport> run_audibility(const RenderJob& job, const io::ProgressCall& progress);

// What a render asks of the speech, checked before it decodes anything.
Status check_audibility(const RenderJob& job, const models::InputFile& in);

// In lines, and as one JSON object with every value.
std::string to_text(const AudibilityReport& report);
std::string to_json(const AudibilityReport& report);

}  // namespace otoscape::jobs
