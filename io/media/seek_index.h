// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/media/media.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

// Tells a packet from all others of its stream. Times are in ticks of its stream on the programme's
// clock.
struct PacketMark {
  std::int64_t pts = 0, dts = 0;
  std::int64_t byte = -1;  // in the file; −1: not known
  std::int64_t size = 0;
  std::uint64_t hash = 0;  // of what it holds

  bool operator==(const PacketMark&) const = default;
};
PacketMark mark_of(const AVPacket& packet);
// Quick to say no.
bool is_marked(const AVPacket& packet, const PacketMark& mark);

// A place where decoding can begin in the middle and give what it gives from the file's start on.
struct SeekPoint {
  PacketMark from;         // a fresh decoder takes this packet and all after it;
  PacketMark safe;         // what it gives from this one on is the same, sample for sample,
  std::int64_t frame = 0;  // and begins with this frame of the file's time line
  std::int64_t start = 0;  // of the track
  std::int64_t shift = 0;  // of time stamps, after jumps of the time line
  DecodeReport report;     // up to there
};

// The places of one track, found while it was decoded from start to end.
class SeekIndex {
 public:
  // Points rise.
  void add(const SeekPoint& point) { points_.push_back(point); }
  // The last place that gives this frame; nothing: decode from the start.
  std::optional<SeekPoint> before(std::int64_t frame) const;
  std::size_t size() const { return points_.size(); }

  // Of packets that are neither sound nor picture, subtitles above all: from when to when they
  // count.
  void add_other(double from_seconds, double to_seconds);
  // How far back packets begin that still count then.
  double others_begin(double seconds) const;

  // To keep it in a file and get it back.
  std::vector<std::byte> bytes() const;
  static Result<SeekIndex> from_bytes(std::span<const std::byte> bytes);

 private:
  struct Span {
    double from, to;
  };
  std::vector<SeekPoint> points_;
  std::vector<Span> others_;
};

}  // namespace otoscape::io::media
