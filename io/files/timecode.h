// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/time.h"

// Times in text. Errors are sentences about `text` alone.

namespace otoscape::io::files {

// "24000/1001" or "25". Fails for decimals such as 23.976, which may mean either of two rates.
Result<scene::FrameRate> parse_frame_rate(std::string_view text);

// "12s", "250ms", "1.5s" or "0s".
Result<Seconds> parse_span(std::string_view text);

// Reads points in time. A time code with frames (H:M:S:F, ";" before F for drop-frame, SMPTE ST
// 12-1) counts from the time code of the picture's first frame (set_start); all other forms count
// from 0 at that frame.
class TimeReader {
 public:
  explicit TimeReader(std::optional<scene::FrameRate> rate) : rate_(rate) {}
  // As the scene's own points are read.
  static TimeReader of(const scene::Scene& scene);

  // The time code of the first frame, with frames. name: what errors call it.
  Result<Seconds> set_start(std::string_view text, std::string name = "timecode_start");
  // The same rate; timecodes count from 00:00:00:00, as lengths do.
  TimeReader from_zero() const { return TimeReader(rate_); }

  // Seconds, M:S or H:M:S, each with decimals, or H:M:S:F; 0 to 100 hours.
  Result<Seconds> parse(std::string_view text) const;

 private:
  Result<Seconds> parse_frames(std::string_view text) const;

  std::optional<scene::FrameRate> rate_;
  Seconds start_{0.0};
  std::optional<bool> start_drops_;
  std::string start_name_ = "timecode_start";
};

// The notation that a point in time is written in.
scene::TimeNotation notation_of(std::string_view text);

// The frame nearest to a time, and the time at which a frame begins; both count from 0.
std::int64_t frame_of(Seconds time, const scene::FrameRate& rate);
Seconds time_of(std::int64_t frame, const scene::FrameRate& rate);
// Whether a count exists at this rate that leaves frames out, to stay with the clock on the wall.
bool has_drop_frame(const scene::FrameRate& rate);
// What a frame, 0 or later, is called, counted from 00:00:00:00; drops: as drop-frame, with ";",
// where the rate has it.
std::string timecode(std::int64_t frame, const scene::FrameRate& rate, bool drops);

// Such as "1:02:03.5": to milliseconds without trailing zeros, and at least M:SS.
std::string written(Seconds time);
// Times from 0 to `length` at which the scene's timecode shows whole seconds, or multiples of them
// that are round numbers: at most `most` of them. The scene has a frame rate.
std::vector<Seconds> round_timecodes(const scene::Scene& scene, Seconds length, int most);
// A point in time in the scene's own notation: a timecode names the nearest frame.
std::string written(Seconds time, const scene::Scene& scene);

}  // namespace otoscape::io::files
