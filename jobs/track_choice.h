// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "jobs/render_request.h"

namespace otoscape::io {

// The streams whose sound a job renders.
Result<std::set<int>> choose_tracks(const MediaInfo& info, const RenderJob& job);

}  // namespace otoscape::io
