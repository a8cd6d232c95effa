// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "io/media/read/audio_decoder.h"
#include "io/media/read/seek_index.h"
#include "otoscape/base/result.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Reads any file that FFmpeg can read, piece by piece in the file's order: the chosen tracks
// decoded, all other streams as packets.
class MediaReader {
 public:
  // Whether two mono tracks that are a pair (mono_pair.h) are one track.
  enum class Mono { joined, apart };
  // Whether more than two channels are folded to stereo, or kept with the layout of info().
  enum class Channels { folded, kept };
  struct Options {
    Mono mono = Mono::joined;
    Channels channels = Channels::folded;
    // The loudspeakers of the channels, in their order, of every track that is decoded: for files
    // that do not say, or say something else. Empty: as the file says.
    Layout layout{};
    std::string layout_option{};  // by which a user gives it: errors about it then name it

    // Of what makes other sound of the same file: channels and layout.
    std::uint64_t number() const;
  };
  // "-" is standard input. Errors name the file.
  static Result<std::unique_ptr<MediaReader>> open(const std::string& path, const Options& options);
  static Result<std::unique_ptr<MediaReader>> open(const std::string& path) {
    return open(path, Options());
  }
  ~MediaReader();

  const MediaInfo& info() const;

  // Before choose, instead of Options::channels.
  void set_channels(Channels channels);

  // The option by which a user takes another track: errors about one track then name it.
  void name_track_option(const std::string& option);

  // Before the first read: streams to decode, and whether packets are given too, of decoded streams
  // as well. Fails for more than two channels without a layout, and for an Options::layout of
  // another number of channels.
  Status choose(const std::set<int>& decoded, bool copy_others);

  // Before the first read: begins at these points, one for each chosen track, and early enough for
  // all packets from copied_from on. False where the file cannot be sought to them, or a marked
  // packet is not found there: it is then read from its start.
  Result<bool> seek(const std::map<int, SeekPoint>& points, std::optional<Seconds> copied_from);

  // Before the first read: the file's first packets, on the programme's clock, which read() gives
  // again. They reach to the fourth of each picture and sound stream, but to no more than 500
  // packets and 16 MB.
  const std::deque<Packet>& look_ahead();

  using Take = std::function<Status(Piece)>;
  // Reads one packet and passes its pieces to `take`. False at the end, after a SoundEnd for each
  // decoded stream.
  Result<bool> read(const Take& take);
  // Reads all remaining packets.
  Status read_to_end(const Take& take);

  const DecodeReport& report_of(int stream) const;
  // The first frame of a decoded track on the file's time line; valid from its first piece on.
  std::int64_t start_of(int stream) const;
  // The index of a decoded track; nothing unless the file was read from its start to its end
  // without an error.
  std::optional<SeekIndex> index_of(int stream) const;
  // Time of the key frame at or before `seconds`: where a picture can begin. Changes the position
  // in the file, so use a reader for nothing else.
  double key_frame_before(double seconds);

  // Reading ends when every decoded track and every copied picture or sound stream is past `time`,
  // or any stream is more than ten seconds past it.
  void end_after(Seconds time);
  // The share read so far, 0…1; negative where the length is unknown. From any thread.
  double progress() const;
  // Defects of the file, for the summary.
  std::vector<std::string> troubles() const;

  // For the writer, which copies stream parameters, chapters and tags.
  const AVFormatContext& context() const;

 private:
  struct Impl;
  explicit MediaReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
