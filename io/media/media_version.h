// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace otoscape::io::media {

// Of the FFmpeg libraries this program runs with. A GPL build of them makes the whole program's
// licence the GPL.
std::string ffmpeg_version();
std::string ffmpeg_licence();

// Numbers that change with the libraries that read files and decode sound.
struct DecoderVersions {
  unsigned format = 0, codec = 0;
};
DecoderVersions decoder_versions();

}  // namespace otoscape::io::media
