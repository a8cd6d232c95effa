// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jobs/models/input_file.h"
#include "jobs/models/stem_writer.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Before any work: fails where the job asks for stems that it cannot have, or for a folder that
// cannot be made.
Status check_stems(const RenderJob& job, const models::InputFile& in);

// The writer of the stems that the job asks for; null: of none. points: of the scene. Adds notes.
std::unique_ptr<models::StemWriter> stem_writer(const RenderJob& job, const models::InputFile& in,
                                                const Region& region,
                                                std::vector<measure::LoudnessPoint> points,
                                                std::vector<std::string>& notes);

}  // namespace otoscape::jobs
