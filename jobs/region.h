// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "io/media/media.h"
#include "jobs/models/track_spec.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs {

// The part of a programme that a job renders: all of it, or what lies between two times of its
// clock.
class Region {
 public:
  // start and duration as asked. first: where it begins, which a picture may need earlier.
  Region(std::optional<Seconds> start, std::optional<Seconds> duration)
      : start_(start), duration_(duration), first_(start.value_or(Seconds(0))) {}

  bool is_part() const { return start_ || duration_; }
  Seconds first() const { return first_; }
  // Begins at this key frame instead, at or before `start`; it ends where it did.
  void begin_at(Seconds key_frame) { first_ = key_frame; }

  bool ends() const { return duration_.has_value(); }
  // Where it ends; infinite where it does not.
  Seconds end() const;
  // Where reading may end: after the region, what the ears reach for beyond it, and the start of a
  // sound file that does not begin at 0.
  Seconds read_to() const;

  models::FrameRange frames(Hertz rate) const;
  // Whether a copied packet belongs to it: from its first frame on, and before its end.
  bool holds(const io::media::CopiedPiece& piece) const;

 private:
  std::optional<Seconds> start_, duration_;
  Seconds first_;
};

}  // namespace otoscape::jobs
