// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/browser_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <initializer_list>
#include <string_view>

namespace otoscape::jobs::report {
namespace {

using io::media::MediaInfo;
using io::media::StreamInfo;

// What Chromium, Firefox and Safari have in common. The list is ours; a file that a browser refuses
// all the same is named by the page.
struct Kind {
  std::string_view extensions;
  std::initializer_list<std::string_view> pictures, sounds;
};
const Kind kKinds[] = {
    {".mp4 .m4v .m4a", {"h264", "av1", "vp9"}, {"aac", "mp3", "opus", "flac"}},
    {".webm", {"vp8", "vp9", "av1"}, {"opus", "vorbis"}},
    {".ogg .oga .opus", {}, {"opus", "vorbis", "flac"}},
    {".mp3", {}, {"mp3"}},
    {".flac", {}, {"flac"}},
    {".wav", {}, {"pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_u8"}},
};

bool holds(std::initializer_list<std::string_view> list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

std::string extension(const std::string& path) {
  std::string ext = std::filesystem::path(path).extension().string();
  std::ranges::transform(ext, ext.begin(), [](unsigned char c) { return std::tolower(c); });
  return ext;
}

const StreamInfo& stream_of(const MediaInfo& info, int index) {
  return info.streams[static_cast<std::size_t>(index)];
}

// High 10, 4:2:2 and 4:4:4 are what cameras and archives have of H.264; of the younger codecs
// browsers show ten bits too.
bool has_usual_pixels(const StreamInfo& picture) {
  if (picture.picture_bits == 0) return true;  // not known
  const int most = picture.codec == "h264" ? 8 : 10;
  return picture.quarter_chroma && picture.picture_bits <= most;
}

}  // namespace

bool browsers_show(const MediaInfo& info) {
  const int picture = info.picture();
  return picture >= 0 && holds(kKinds[0].pictures, stream_of(info, picture).codec) &&
         has_usual_pixels(stream_of(info, picture));
}

bool browsers_play(const MediaInfo& info, int stream, const std::string& path) {
  const int picture = info.picture();
  const std::string ext = extension(path);
  const bool first = !info.tracks.empty() && info.tracks.front() == stream &&
                     info.tracks.size() == 1 &&
                     stream_of(info, stream).right < 0;  // a browser plays one of two mono tracks
  return first && std::ranges::any_of(kKinds, [&](const Kind& kind) {
           const std::string padded = fmt::format("{} ", kind.extensions);
           return !ext.empty() && padded.find(ext + ' ') != std::string::npos &&
                  holds(kind.sounds, stream_of(info, stream).codec) &&
                  (picture < 0 || (holds(kind.pictures, stream_of(info, picture).codec) &&
                                   has_usual_pixels(stream_of(info, picture))));
         });
}

}  // namespace otoscape::jobs::report
