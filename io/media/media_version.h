// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace otoscape::io::media {

// Version and licence of the linked FFmpeg libraries. With a GPL build of them the whole program
// is under the GPL.
std::string ffmpeg_version();
std::string ffmpeg_licence();

// Version numbers of libavformat and libavcodec.
struct DecoderVersions {
  unsigned format = 0, codec = 0;
};
DecoderVersions decoder_versions();

}  // namespace otoscape::io::media
