// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

struct AVCodecParameters;
struct AVPacketSideData;

// Compares what was written with what a demuxer finds.

namespace otoscape::io::media {

// Whether a demuxer's parameters are those that were written: kind, codec, and the codec's header,
// unless packets carry it too.
bool same_codec(const AVCodecParameters& written, const AVCodecParameters& found);

// Whether this side data of a stream changes how its picture looks, and stands nowhere but in the
// container.
bool describes_picture(const AVPacketSideData& data, const AVCodecParameters& par);
// In a user's words.
std::string side_data_name(const AVPacketSideData& data);

}  // namespace otoscape::io::media
