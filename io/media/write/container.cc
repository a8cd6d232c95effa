// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/container.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

Result<Container> container_of(const std::string& out) {
  if (out == "-") return Container{"wav", av_guess_format("wav", nullptr, nullptr), false};
  std::string extension = std::filesystem::path(out).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (extension.empty()) {
    return wrong_usage(
        fmt::format("{}: the extension decides the format: .wav, .flac, .mkv, .mp4, .mov …", out));
  }
  extension.erase(0, 1);
  const bool wave = one_of(extension, {"bwf", "rf64"});
  const auto* format = av_guess_format(wave ? "wav" : nullptr, ("x." + extension).c_str(), nullptr);
  if (format == nullptr || (format->flags & AVFMT_NOFILE) != 0) {
    return wrong_usage(fmt::format(
        "{}: FFmpeg cannot write .{} files; try .wav, .flac, .mkv, .mp4 or .mov", out, extension));
  }
  const bool film =
      one_of(format->name, {"matroska", "webm", "mp4", "mov", "avi",        "mpegts",    "asf",
                            "flv",      "nut",  "mxf", "ogv", "3gp",        "3g2",       "ipod",
                            "mpeg",     "vob",  "dvd", "dv",  "svcd",       "gxf",       "psp",
                            "f4v",      "ismv", "swf", "rm",  "mpeg1video", "mpeg2video"}) &&
      !one_of(extension, {"mka", "m4a", "m4b", "wma"});
  return Container{extension, format, film};
}

bool is_mp4_family(std::string_view muxer) {
  return one_of(muxer, {"mp4", "mov", "ipod", "3gp", "3g2", "psp", "f4v", "ismv"});
}

bool is_matroska(std::string_view muxer) { return one_of(muxer, {"matroska", "webm"}); }

bool is_blu_ray(std::string_view extension) { return one_of(extension, {"m2ts", "mts"}); }

bool stores_starts(const AVOutputFormat& format) {
  return (format.flags & AVFMT_NOTIMESTAMPS) == 0 && !counts_in_frames(format.name);
}

bool counts_in_frames(std::string_view muxer) {
  return one_of(muxer, {"avi", "mxf", "dv", "gxf", "swf"});
}

// From the muxers' checks in FFmpeg 5.1.
std::string needs_of(std::string_view muxer) {
  if (muxer == "mxf") {
    return "needs a picture (MPEG-2, DNxHD, ProRes, H.264 or DV, at a standard frame rate) and PCM "
           "sound of 48 kHz";
  }
  if (muxer == "dv") return "needs a DV picture and stereo PCM sound of 16 bit and 48 kHz";
  if (muxer == "gxf") {
    return "needs a picture (MPEG-1, MPEG-2, MJPEG or DV, at a standard frame rate) and mono PCM "
           "sound of 16 bit and 48 kHz";
  }
  if (muxer == "swf") return "needs a picture of Flash and MP3 sound";
  if (muxer == "rm") return "needs AC-3 sound and an H.263 or RealVideo picture";
  return "";
}

}  // namespace otoscape::io::media
