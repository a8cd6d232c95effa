// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/media/media.h"

namespace otoscape::jobs::report {

// Whether the browsers of today play a file as it is: the container, by its extension, and the
// codecs of its picture and of the sound track `stream`, which must be the one that they choose.
bool browsers_play(const io::media::MediaInfo& info, int stream, const std::string& path);
// Whether they play the picture, in an MP4 file: of H.264 eight bits and 4:2:0 alone.
bool browsers_show(const io::media::MediaInfo& info);

}  // namespace otoscape::jobs::report
