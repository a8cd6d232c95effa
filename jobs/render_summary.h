// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/render_job.h"

namespace otoscape::jobs {

// A summary in a few lines.
std::string to_text(const RenderSummary& summary);
// The same as one JSON object.
std::string to_json(const RenderSummary& summary);

}  // namespace otoscape::jobs
