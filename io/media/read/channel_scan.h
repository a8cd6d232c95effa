// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/media/media.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Sets the channels of mono tracks to 2 where a later packet holds more than one: the output's
// channels are decided before its first sample is written. Only containers and codecs whose channel
// count can change are read: AAC with ADTS headers, MPEG audio, AC-3, E-AC-3 and chained Ogg; their
// packets' headers are parsed and nothing is decoded. The file at `path` is opened a second time.
void find_later_channels(const std::string& path, const AVFormatContext& format, MediaInfo& info);

}  // namespace otoscape::io::media
