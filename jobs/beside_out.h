// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/haptics/haptics_writer.h"
#include "jobs/models/input_file.h"
#include "jobs/models/render_model.h"
#include "jobs/models/stem_writer.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Before any work: what the job writes beside OUT, stems, audibility, captions, vibration and
// report, is possible.
Status check_beside(const RenderJob& job, const models::InputFile& in);

// What is written while OUT is; null: the job does not ask for it.
struct BesideWriters {
  std::unique_ptr<models::StemWriter> stems;
  std::unique_ptr<haptics::HapticsWriter> haptics;
};
// Once the model has measured. Adds notes.
struct Measured {
  const Region& region;
  const models::RenderModel& model;
};
BesideWriters open_beside(const RenderJob& job, const models::InputFile& in,
                          const Measured& measured, std::vector<std::string>& notes);

// A finished render.
struct Rendered {
  const Region& region;
  const models::RenderModel& model;
  const std::vector<models::TrackSummary>& tracks;
  const BesideWriters& writers;
};
// Writes what is known at the end, where the job asks for it: audibility, and the report with
// captions of the film's words and of the perspective. Adds notes.
Status write_beside(const RenderJob& job, models::InputFile& in, const Rendered& rendered,
                    std::vector<std::string>& notes, const io::ProgressCall& progress);

}  // namespace otoscape::jobs
