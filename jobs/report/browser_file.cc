// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/browser_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <initializer_list>
#include <string_view>

#include "io/media/read/media_reader.h"
#include "io/media/write/fit_plan.h"
#include "io/media/write/media_writer.h"
#include "io/output_file.h"

namespace otoscape::jobs::report {
namespace {

using io::media::MediaInfo;
using io::media::MediaReader;
using io::media::StreamInfo;

constexpr int kBitRate = 192'000;  // bit/s of two channels as AAC

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

// The plan's sound and, if asked for, its picture.
void keep_only(io::media::OutputPlan& plan, int sound, int picture) {
  std::erase_if(plan.streams, [&](const io::media::StreamPlan& s) {
    return s.original || (s.source != sound && s.source != picture);
  });
}

Status copy(MediaReader& reader, io::media::MediaWriter& writer, int stream) {
  bool started = false;
  auto status = reader.read_to_end([&](io::media::Piece piece) -> Status {
    if (auto* copied = std::get_if<io::media::CopiedPiece>(&piece))
      return writer.copies(copied->stream) ? writer.write(std::move(*copied)) : ok();
    if (const auto* end = std::get_if<io::media::SoundEnd>(&piece))
      return writer.finish(end->stream);
    auto& sound = std::get<io::media::SoundPiece>(piece);
    if (!started) {
      if (auto begun = writer.start(stream, std::max<std::int64_t>(sound.first, 0)); !begun)
        return begun;
    }
    started = true;
    return writer.write(stream, sound.block());
  });
  return status ? writer.close() : status;
}

}  // namespace

int picture_of(const MediaInfo& info) {
  for (std::size_t i = 0; i < info.streams.size(); ++i) {
    const StreamInfo& s = info.streams[i];
    if (s.kind == StreamInfo::Kind::picture && !s.cover_art) return static_cast<int>(i);
  }
  return -1;
}

bool browsers_show(const MediaInfo& info) {
  const int picture = picture_of(info);
  return picture >= 0 && holds(kKinds[0].pictures, stream_of(info, picture).codec);
}

bool browsers_play(const MediaInfo& info, int stream, const std::string& path) {
  const int picture = picture_of(info);
  const std::string ext = extension(path);
  const bool first = !info.tracks.empty() && info.tracks.front() == stream &&
                     info.tracks.size() == 1 &&
                     stream_of(info, stream).right < 0;  // a browser plays one of two mono tracks
  return first && std::ranges::any_of(kKinds, [&](const Kind& kind) {
           const std::string padded = fmt::format("{} ", kind.extensions);
           return !ext.empty() && padded.find(ext + ' ') != std::string::npos &&
                  holds(kind.sounds, stream_of(info, stream).codec) &&
                  (picture < 0 || holds(kind.pictures, stream_of(info, picture).codec));
         });
}

Result<BrowserCopy> copy_for_browsers(const CopyRequest& request) {
  auto reader = MediaReader::open(request.from);
  if (!reader) return reader.error();
  const MediaInfo& info = (*reader)->info();
  const bool picture = request.with_picture && browsers_show(info);
  BrowserCopy made{request.stem + (picture ? ".mp4" : ".m4a"), picture};
  if (auto chosen = (*reader)->choose({request.stream}, picture); !chosen) return chosen.error();
  io::media::OutputOptions options;
  options.codec = "aac";
  options.bit_rate = kBitRate;
  options.sound_only = !picture;
  auto plan = io::media::plan_output(info, {request.stream}, made.path, options);
  if (!plan) return plan.error();
  keep_only(*plan, request.stream, picture ? picture_of(info) : -1);
  io::media::WriterOptions writing;
  const StreamInfo& sound = stream_of(info, request.stream);
  writing.rendered[request.stream] = {sound.rate, std::min(sound.channels, 2), {}};
  if (auto fits = io::media::fit_plan(*plan, **reader, writing); !fits) return fits.error();
  auto file = io::OutputFile::create(made.path, request.overwrite);
  if (!file) return file.error();
  auto writer = io::media::MediaWriter::open(file->temporary(), *plan, **reader, writing);
  if (!writer) return writer.error();
  if (auto copied = copy(**reader, **writer, request.stream); !copied) return copied.error();
  if (auto kept = file->keep(); !kept) return kept.error();
  return made;
}

}  // namespace otoscape::jobs::report
