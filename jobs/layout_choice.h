// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/models/input_file.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Whether the chosen tracks keep their channels. They do where the job asks for it, the render is
// for both ears of a listener, and every track has front loudspeakers, from which what only one ear
// hears can come. Else tracks of more than two channels are folded to stereo. Adds notes.
void choose_layout(const RenderJob& job, models::InputFile& in, std::vector<std::string>& notes);

// The layout of a track's render where it has more than two channels.
Layout surround_of(const models::InputFile& in, int stream);

}  // namespace otoscape::jobs
