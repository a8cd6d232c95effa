// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jobs/haptics/haptics_writer.h"
#include "jobs/models/input_file.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Before any work: fails where the job asks for vibration that it cannot have, or for a file that
// cannot be written.
Status check_haptics(const RenderJob& job, const models::InputFile& in);

// The writer of the vibration that the job asks for; null: of none. Adds notes.
std::unique_ptr<haptics::HapticsWriter> haptics_writer(const RenderJob& job,
                                                       const models::InputFile& in,
                                                       const Region& region,
                                                       std::vector<std::string>& notes);

}  // namespace otoscape::jobs
