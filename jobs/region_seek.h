// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/measure/programme_cache.h"
#include "jobs/pipeline.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Seeks to shortly before the first frame that these tracks need, and before all packets from
// copied_from on, where the cache holds the file's index. Without it the reader begins at the
// file's start; the result is the same.
Status seek_region(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
                   const std::string& path, measure::ProgrammeCache& cache,
                   std::optional<Seconds> copied_from);

// A region with its picture begins where a picture can, at or before its start; a note where that
// is earlier.
Status begin_region(const RenderJob& job, const io::media::MediaInfo& info, Region& region,
                    std::vector<std::string>& notes);

}  // namespace otoscape::jobs
