// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// The fold of a layout adds channels, and can be louder than full scale where none of them is
// (ITU-R BS.775 leaves the scaling open). Such a track is written lower, so that the largest sample
// of its fold lies 1 dB below the ceiling, so that the guard need not act: of the whole track,
// even where a region is rendered. The ears hear it as loud as ever. Where the input can be read
// only once it is written lower by the most that its layout could need. The MSBG model and
// --match-loudness have gains of their own. Adds notes.
Status make_headroom(const RenderJob& job, models::InputFile& in,
                     std::map<int, render::RenderParams>& params, const io::ProgressCall& progress,
                     std::vector<std::string>& notes);

}  // namespace otoscape::jobs
