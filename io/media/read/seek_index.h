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

// Identifies a packet among all of its stream. Times are in the stream's ticks, on the programme's
// clock.
struct PacketMark {
  std::int64_t pts = 0, dts = 0;
  std::int64_t byte = -1;  // offset in the file; −1: unknown
  std::int64_t size = 0;
  std::uint64_t hash = 0;  // of its bytes

  bool operator==(const PacketMark&) const = default;
};
PacketMark mark_of(const AVPacket& packet);
// The cheap comparisons come first; the hash is computed only where they all hold.
bool is_marked(const AVPacket& packet, const PacketMark& mark);

// A place where decoding can begin and give the same sound as from the file's start (same_sound.h).
struct SeekPoint {
  PacketMark from;         // first packet that a decoder needs
  PacketMark safe;         // from this packet on the sound is the same
  std::int64_t frame = 0;  // first frame of that sound, on the file's time line
  std::int64_t start = 0;  // the track's first frame
  std::int64_t shift = 0;  // frames added to time stamps after jumps
  DecodeReport report;     // counts up to `frame`
};

// The places of one track, found while it was decoded from start to end.
class SeekIndex {
 public:
  // In order of rising frames.
  void add(const SeekPoint& point) { points_.push_back(point); }
  // The last place at or before this frame; nothing: decode from the start.
  std::optional<SeekPoint> before(std::int64_t frame) const;
  std::size_t size() const { return points_.size(); }

  // The time span of a packet that is neither sound nor picture, such as a subtitle.
  void add_other(double from_seconds, double to_seconds);
  // The earliest begin of such packets that last beyond `seconds`, and at most `seconds`.
  double others_begin(double seconds) const;

  // For a file. from_bytes fails for damaged bytes and for another version.
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
