// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "io/media/media.h"
#include "io/media/read/seek_index.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

// The time stamp of a piece of sound, in frames of the file's time line.
struct PieceTime {
  std::optional<std::int64_t> frame;  // nothing: the piece follows the one before
  double tick_frames = 0.0;           // resolution of the container's time stamps
  int rate_hz = 0;
};

// Places the pieces of one track on the file's time line so that each begins where the one before
// ended: gaps are filled with silence, frames that overlap are left out, and after a jump of this
// track's time stamps alone (a gap above `longest_gap`, an overlap above 1 s) the stamps are
// shifted. Differences up to 20 ms are ignored: the time stamps of some containers are that coarse.
// Jumps of all streams are JoinedClock's.
class GaplessTimeline {
 public:
  using Take = std::function<Status(SoundPiece)>;

  explicit GaplessTimeline(Seconds longest_gap) : longest_gap_(longest_gap) {}

  // Hands out `piece`, after the silence before it; counts frames in `report`.
  Status place(SoundPiece piece, const PieceTime& time, DecodeReport& report, const Take& take);
  // Continues as it was at this point.
  void resume(const SeekPoint& point);
  // The next piece follows the one before, where its time stamp is within 20 ms of that.
  void join() { joins_ = started_; }

  bool started() const { return started_; }
  // Frames on the file's time line: where the track starts, and where the next piece begins.
  std::int64_t start() const { return start_; }
  std::int64_t next() const { return next_; }
  // Frames added to time stamps.
  std::int64_t shift() const { return shift_; }

 private:
  std::int64_t due(const PieceTime& time) const;
  void begin(const PieceTime& time);
  Status fill(std::int64_t frames, const SoundPiece& like, DecodeReport& report, const Take& take);

  Seconds longest_gap_;
  bool started_ = false, joins_ = false;
  std::int64_t start_ = 0, next_ = 0, shift_ = 0;
};

}  // namespace otoscape::io::media
