// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/media/text_track.h"
#include "jobs/captions/caption_set.h"

namespace otoscape::jobs::captions {

// The captions as tracks of a film, in the codec of its container (io/media/write/text_writer.h):
// "point of hearing", which is the one to show, and "full captions", where the film has words.
std::vector<io::media::TextTrack> caption_tracks(const CaptionSet& set, const std::string& codec);

}  // namespace otoscape::jobs::captions
