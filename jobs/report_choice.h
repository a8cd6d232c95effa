// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/models/render_model.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Before any work: fails where the job's page could not be written, or is asked of several tracks.
Status check_report(const RenderJob& job, const models::InputFile& in);

// A finished render.
struct Rendered {
  const Region& region;
  const models::RenderModel& model;
  const std::vector<models::TrackSummary>& tracks;
};
// Writes the page, where the job asks for one. Adds notes.
Status write_report(const RenderJob& job, models::InputFile& in, const Rendered& rendered,
                    std::vector<std::string>& notes, const io::ProgressCall& progress);

}  // namespace otoscape::jobs
