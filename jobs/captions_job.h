// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Writes the captions of a film heard through the job's model, without rendering it. Of the job it
// takes what is heard, calibration, track, dialogue and captions. Answers lines for the user.
Result<std::string> run_captions(const RenderJob& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs
