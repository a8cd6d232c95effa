// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/media/audio_decoder.h"
#include "io/media/media.h"
#include "io/media/seek_index.h"
#include "otoscape/base/result.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Opens anything FFmpeg reads and hands it out piece by piece, in the file's order: the chosen
// tracks decoded, everything else as it lies there.
class MediaReader {
 public:
  // "-" is standard input. Errors name the file and what is wrong with it.
  static Result<std::unique_ptr<MediaReader>> open(const std::string& path);
  ~MediaReader();

  const MediaInfo& info() const;

  // Before the first read: streams to decode, and whether the others are wanted at all.
  Status choose(const std::set<int>& decoded, bool copy_others);

  // Before the first read: begins at these points of all chosen tracks and, if given, with all
  // that is copied from copied_from on. False where the file does not let itself be sought so that
  // every piece is as it would have been: then it is read from its start.
  Result<bool> seek(const std::map<int, SeekPoint>& points, std::optional<Seconds> copied_from);

  using Take = std::function<Status(Piece)>;
  // Reads one packet and hands out what comes of it. False at the end, after a SoundEnd for each
  // decoded stream.
  Result<bool> read(const Take& take);
  // Reads what is left, packet by packet.
  Status read_to_end(const Take& take);

  const DecodeReport& report_of(int stream) const;
  // Where the first frame of a decoded track lies, known with its first piece.
  std::int64_t start_of(int stream) const;
  // Of a decoded track, once the whole file has been read from its start to its end.
  std::optional<SeekIndex> index_of(int stream) const;
  // Time of the key frame at or before `seconds`: where a picture can begin. Moves the reading
  // place: for a reader that reads nothing else.
  double key_frame_before(double seconds);

  // Reads no further than every decoded and every copied picture or sound stream has come past
  // this time, or one of them is ten seconds beyond it.
  void end_after(Seconds time);
  // How far reading has come, 0…1; negative where the length is not known. From any thread.
  double progress() const;
  // What was wrong with the file, for the summary: empty if nothing.
  std::vector<std::string> troubles() const;

  // For the writer, which takes over stream parameters, chapters and tags.
  const AVFormatContext& context() const;

 private:
  struct Impl;
  explicit MediaReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
