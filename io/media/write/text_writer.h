// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "io/media/text_track.h"
#include "otoscape/base/result.h"

struct AVFormatContext;
struct AVPacket;
struct AVRational;

namespace otoscape::io::media {

// The codec in which a container holds text subtitles (FFmpeg's short name of the muxer): ass in
// Matroska, webvtt in WebM, mov_text in the MP4 family. Empty: it holds none.
std::string text_codec_of(const std::string& muxer);

// Tracks of text on their way into a file, beside its other streams.
class TextWriter {
 public:
  using Put = std::function<Status(AVPacket&, AVRational from, int to)>;

  // Adds a stream for each track.
  Status add(const std::vector<TextTrack>& tracks, AVFormatContext& format);
  // Writes the packets that begin by `time`, in seconds of the output.
  Status write_until(double time, const Put& put);

 private:
  struct Stream {
    int to = 0;
    const TextTrack* track = nullptr;
    std::size_t next = 0;
  };
  std::vector<TextTrack> tracks_;
  std::vector<Stream> streams_;
};

}  // namespace otoscape::io::media
