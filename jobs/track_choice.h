// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "jobs/render_request.h"

namespace otoscape::jobs {

// The streams whose sound a job renders.
Result<std::set<int>> choose_tracks(const io::media::MediaInfo& info, const RenderJob& job);

}  // namespace otoscape::jobs
