// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "io/media/media.h"
#include "jobs/models/track_spec.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs {

// The part of a programme that a job renders: all of it, or from one time of its clock to another.
class Region {
 public:
  // As the user gives them. Without start: from 0 s; without duration: to the end.
  Region(std::optional<Seconds> start, std::optional<Seconds> duration)
      : start_(start), duration_(duration), first_(start.value_or(Seconds(0))) {}

  bool is_part() const { return start_ || duration_; }
  Seconds first() const { return first_; }
  // Moves the begin to this key frame, at or before `start`. The end does not move.
  void begin_at(Seconds key_frame) { first_ = key_frame; }

  bool ends() const { return duration_.has_value(); }
  // Infinite without a duration.
  Seconds end() const;
  // Where reading may end: one second after the region. The windows of the ears reach beyond it,
  // and a sound file may not begin at 0.
  Seconds read_to() const;

  models::FrameRange frames(Hertz rate) const;
  // Whether a copied packet lies in the region, at least in part.
  bool holds(const io::media::CopiedPiece& piece) const;

 private:
  std::optional<Seconds> start_, duration_;
  Seconds first_;
};

}  // namespace otoscape::jobs
