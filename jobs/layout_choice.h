// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "jobs/models/input_file.h"
#include "jobs/render_request.h"
#include "otoscape/spatial/hrirs.h"

namespace otoscape::jobs {

// Whether the chosen tracks keep their channels. They do where the job asks for it, the render is
// for both ears of a listener, and every track has front loudspeakers, from which what only one ear
// hears can come. Else tracks of more than two channels are folded to stereo. Adds notes.
Status choose_layout(const RenderJob& job, models::InputFile& in, std::vector<std::string>& notes);

// The layout of a track's render where it has more than two channels.
Layout surround_of(const RenderJob& job, const models::InputFile& in, int stream);

// Options with the layouts of all such tracks.
io::media::OutputOptions with_layouts(io::media::OutputOptions options, const RenderJob& job,
                                      const models::InputFile& in);

// The heads that lead the tracks' channels to two ears, by stream; none where the job asks for
// another layout, nor of mono, which both ears hear alike. Adds notes, each once.
Result<std::map<int, spatial::Hrirs>> heads_of(const RenderJob& job, const models::InputFile& in,
                                               std::vector<std::string>& notes);

}  // namespace otoscape::jobs
