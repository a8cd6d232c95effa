// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/captions/cue.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::captions {

// The words of a film: of a file, or a track of the film. asked: as CaptionOptions::subtitles. The
// film's own are its default track of text, else its first one; without any the list is empty, and
// a note says so. Notes name what is left out. A faulty file is an error; of a film's own track
// what has no place in time is left out, and a note says so.
Result<io::captions::CueList> film_subtitles(const std::string& film, const std::string& asked,
                                             std::vector<std::string>& notes);

}  // namespace otoscape::jobs::captions
