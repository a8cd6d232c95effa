// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jobs/models/render_model.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Makes the model of a job. Fails for input that the model cannot render. Adds notes.
Result<std::unique_ptr<models::RenderModel>> make_render_model(const RenderJob& job,
                                                               const models::InputFile& in,
                                                               std::vector<std::string>& notes);
// Whether the model cannot do without a pass over the file before it renders. Standard input can be
// read once.
bool measures_first(const RenderJob& job);

}  // namespace otoscape::jobs
