// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jobs/models/input_file.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// The job's input. Fails where it is the output as well, and where it can be read only once and the
// job reads it twice.
Result<models::InputFile> open_input(const RenderJob& job);

}  // namespace otoscape::jobs
