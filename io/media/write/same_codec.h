// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/media/ffmpeg.h"

// For .cc files of this folder only: compares what was written with what a demuxer finds.

namespace otoscape::io::media {

// Whether a demuxer's parameters are those that were written: kind, codec, and the codec's header,
// unless packets carry it too.
bool same_codec(const AVCodecParameters& written, const AVCodecParameters& found);

// Whether this side data changes how a picture looks, and stands nowhere but in the container.
bool describes_picture(AVPacketSideDataType type, AVCodecID codec);
// In a user's words.
std::string side_data_name(AVPacketSideDataType type);

}  // namespace otoscape::io::media
