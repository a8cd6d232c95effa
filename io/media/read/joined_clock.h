// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/media/media.h"

struct AVFormatContext;
struct AVRational;

namespace otoscape::io::media {

// Where recordings are joined in one file (transport and program streams, chained Ogg, FLV), the
// time stamps jump. This clock sees all packets in the file's order and moves those behind a jump
// by one amount for all streams, so that the parts follow each other and picture and sound keep
// the distance that they have in each part. It reads ahead at a jump, by at most a second of each
// stream.
//
// A jump is a step back by more than a second, or back to the first time stamp, or a step forward
// by more than ten seconds beyond all streams: a pause. A gap in one stream only is none, nor is
// the overflow of the 33 bits of MPEG's clock noted as one. Formats without a running clock pass
// unchanged.
class JoinedClock {
 public:
  explicit JoinedClock(const AVFormatContext& format);

  // Reads one packet; FFmpeg's error or 0.
  using Read = std::function<int(Packet&)>;
  // The next packet on the joined clock.
  int next(const Read& read, Packet& packet);

  // The next packet of this stream belongs to a new link of a chain.
  void begin_link(int stream) { streams_[static_cast<std::size_t>(stream)].linked = true; }

  // Jumps so far, wraps of the clock included: where its first packets have been given.
  int jumps() const { return given_; }
  // Notes for the summary.
  std::vector<std::string> notes() const;

  // One stream: time stamps as they stand in the file, in its ticks.
  struct Stream {
    double tick_s = 0.0;
    bool steady = false;  // sound or a moving picture
    bool linked = false;  // a link begins
    int part = 0;         // jumps passed
    std::int64_t moved = 0;
    std::optional<std::int64_t> first, last, end;  // of this part
  };

 private:
  struct Held {
    Packet packet;
    bool is_new = false;
    bool is_first = false;  // the first after the jump
  };
  struct Jump {
    double at_s = 0.0, by_s = 0.0;
    bool is_wrap = false;
  };

  bool steps(const Stream& stream, std::int64_t stamp) const;
  bool is_nearer_to_new(const Stream& stream, std::int64_t stamp) const;
  bool all_have_jumped(const std::map<int, std::int64_t>& firsts) const;
  void look_ahead(const Read& read, Packet packet);
  void hold(Packet packet, std::map<int, std::int64_t>& firsts, std::deque<Held>& held);
  void join(int definer, const std::map<int, std::int64_t>& firsts);
  void enter(Stream& stream, std::int64_t moved);
  void advance(Stream& stream, const AVPacket& packet);
  void move(AVPacket& packet);

  const AVFormatContext& format_;
  bool runs_ = false, is_ogg_ = false;
  std::vector<Stream> streams_;
  std::vector<std::vector<std::int64_t>> moves_;  // by part and stream, ticks
  int part_ = 0, given_ = 0;
  double latest_s_ = 0.0;  // of the newest part
  bool any_ = false;       // latest_s_ has a value
  std::deque<Held> ready_;
  std::vector<Jump> jumps_;
};

}  // namespace otoscape::io::media
