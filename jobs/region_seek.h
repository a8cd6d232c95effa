// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "jobs/measure/programme_cache.h"
#include "jobs/pipeline.h"

namespace otoscape::jobs {

// Lets a reader begin shortly before what these tracks hear, and before all that is copied from
// copied_from on, where the file is known from an earlier reading. Else it begins at the file's
// start: the result is the same.
Status seek_region(io::media::MediaReader& reader, Pipeline::Tracks& tracks,
                   const std::string& path, measure::ProgrammeCache& cache,
                   std::optional<Seconds> copied_from);

}  // namespace otoscape::jobs
