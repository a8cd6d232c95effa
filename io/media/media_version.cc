// SPDX-License-Identifier: Apache-2.0
#include "io/media/media_version.h"

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

std::string ffmpeg_version() { return av_version_info(); }
std::string ffmpeg_licence() { return avformat_license(); }

DecoderVersions decoder_versions() { return {avformat_version(), avcodec_version()}; }

}  // namespace otoscape::io::media
