// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jobs/models/render_model.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// The model of a job. Refuses what it cannot render. Adds notes.
Result<std::unique_ptr<models::RenderModel>> make_render_model(const RenderJob& job,
                                                               const models::InputFile& in,
                                                               std::vector<std::string>& notes);
// Whether the model reads the file before it renders, which standard input does not allow.
bool measures_first(const RenderJob& job);

}  // namespace otoscape::jobs
