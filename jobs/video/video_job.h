// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/progress.h"
#include "jobs/video/video_request.h"
#include "jobs/video/video_summary.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::video {

// Fails where `in` has no picture or a sound that `out` cannot hold as it is.
Result<VideoSummary> run_video(const VideoJob& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs::video
