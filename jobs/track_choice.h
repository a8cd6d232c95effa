// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "jobs/render_request.h"

namespace otoscape::jobs {

// The streams whose sound a job renders.
Result<std::set<int>> choose_tracks(const io::media::MediaInfo& info, const RenderJob& job);

// Notes on mono tracks that were joined, or may belong together.
std::vector<std::string> notes_on_mono(const io::media::MediaInfo& info, const RenderJob& job);

}  // namespace otoscape::jobs
