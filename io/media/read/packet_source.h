// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/media/media.h"
#include "io/media/read/joined_clock.h"
#include "io/media/read/open_input.h"
#include "io/media/read/seek_index.h"

struct AVRational;

namespace otoscape::io::media {

// An opened file and its packets, in the file's order and on the programme's clock.
class PacketSource {
 public:
  // "-" is standard input. Errors name the file.
  static Result<std::unique_ptr<PacketSource>> open(const std::string& path);

  AVFormatContext& format() const { return *format_; }
  MediaInfo& info() { return info_; }
  const JoinedClock& clock() const { return *clock_; }

  // FFmpeg's error or 0; EAGAIN: this packet belongs to no stream of info().
  int next(Packet& packet);
  // The file's first packets, as MediaReader::look_ahead.
  const std::deque<Packet>& look_ahead();
  // Why nothing at all could be read, for a user; empty: unknown.
  std::string why_nothing() const;
  // As find_packets; afterwards next() begins there. False: the position is undefined.
  bool seek(const std::map<int, SeekPoint>& points, std::optional<Seconds> copied_from);

 private:
  PacketSource(const std::string& path, Input format);
  int read(Packet& packet);
  void look_for_stated_length();

  std::string path_;
  bool again_ = false;  // can be opened again
  Input format_;
  MediaInfo info_;
  bool is_ogg_ = false;
  std::optional<JoinedClock> clock_;
  std::vector<AVRational> ticks_;  // as at the start: a new link of Ogg may change a stream's
  std::deque<Packet> found_;       // read while seeking
  std::deque<Packet> ahead_;       // read ahead
  int ahead_error_ = 0;            // that ended the reading ahead
  std::optional<std::int64_t> end_byte_;
};

}  // namespace otoscape::io::media
