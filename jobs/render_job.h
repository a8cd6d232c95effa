// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/render_model.h"
#include "jobs/models/track_summary.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

struct RenderSummary {
  std::string out;
  models::Heard heard;  // the listener, or the scene
  std::vector<models::TrackSummary> tracks;
  std::vector<std::string> notices;  // what a scene says a person must read
  std::vector<std::string> notes;    // what was not as asked or not as usual
  double ceiling_dbtp = -1.0;
  double seconds_taken = 0.0;
};

// Runs the job. Nothing appears under the name `out` unless all went well.
Result<RenderSummary> run(const RenderJob& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs
