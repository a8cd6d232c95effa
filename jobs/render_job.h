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
  std::vector<std::string> captions;  // what became of them, in sentences
  std::vector<std::string> notices;   // of a scene, for every user to read
  std::vector<std::string> notes;     // departures from the options, and unusual input
  double ceiling_dbtp = -1.0;
  double seconds_taken = 0.0;
};

// Runs the job. After an error there is no file `out`, or the old one.
Result<RenderSummary> run(const RenderJob& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs
