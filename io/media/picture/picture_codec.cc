// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/picture_codec.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

// Film with strong grain (noise of 3 of 255, other in every picture) comes back at 42 dB or better
// in its worst picture, clean film at 50 dB (measured).
constexpr int kX264 = 11, kVp9 = 6;
constexpr int kBrowsers = 31;  // VP9: about 1.5 Mbit/s of a film at 720 lines

// Files that hold each picture's time, and either codec.
bool keeps_times(const std::string& muxer) {
  constexpr const char* kKept[] = {"mp4", "mov", "ipod", "matroska", "webm", "mpegts"};
  return std::ranges::find(kKept, muxer) != std::end(kKept);
}

bool can_write(const std::string& muxer, const char* encoder) {
  const AVCodec* found = avcodec_find_encoder_by_name(encoder);
  const AVOutputFormat* format = av_guess_format(muxer.c_str(), nullptr, nullptr);
  if (found == nullptr || format == nullptr) return false;
  // Transport streams do not say what they hold; VP9 comes back from them as data.
  if (muxer == "mpegts") return found->id == AV_CODEC_ID_H264;
  return avformat_query_codec(format, found->id, FF_COMPLIANCE_NORMAL) == 1;
}

}  // namespace

Result<PictureCodec> picture_codec(const CodecQuestion& question) {
  const auto& [muxer, extension, asked, quality, odd] = question;
  if (!keeps_times(muxer)) {
    return wrong_usage(fmt::format(
        "a picture that is encoded anew goes into .mp4, .mov, .mkv, .webm or .ts, not into .{}",
        extension));
  }
  const bool vp9_first = odd && asked.empty() && can_write(muxer, "libvpx-vp9");
  if (asked != "vp9" && !vp9_first && can_write(muxer, "libx264"))
    return PictureCodec{"libx264", "H.264", quality.value_or(kX264)};
  if (asked != "h264" && can_write(muxer, "libvpx-vp9"))
    return PictureCodec{"libvpx-vp9", "VP9", quality.value_or(kVp9)};
  return wrong_usage(fmt::format("this FFmpeg cannot write {} pictures into .{} files; try .mkv{}",
                                 asked.empty() ? "H.264 or VP9" : asked, extension,
                                 asked.empty() ? "" : ", or leave --codec out"));
}

Result<PictureCodec> browser_codec() {
  if (avcodec_find_encoder_by_name("libvpx-vp9") == nullptr)
    return failed("this FFmpeg has no encoder for VP9 pictures");
  return PictureCodec{"libvpx-vp9", "VP9", kBrowsers, PictureCodec::Aim::for_browsers};
}

}  // namespace otoscape::io::media
