// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/time.h"

// Times as people write them. Errors are sentences about `text` alone.

namespace otoscape::io::files {

// "24000/1001" or "25". Refuses decimals such as 23.976, which mean two rates.
Result<scene::FrameRate> parse_frame_rate(std::string_view text);

// "12s", "250ms", "1.5s" or "0s".
Result<Seconds> parse_span(std::string_view text);

// Reads points in time. What is written with frames (H:M:S:F, ";" before F for drop-frame, SMPTE ST
// 12-1) counts from what the picture's first frame is called; all else from its first frame.
class TimeReader {
 public:
  explicit TimeReader(std::optional<scene::FrameRate> rate) : rate_(rate) {}

  // `text` has frames.
  Result<Seconds> set_start(std::string_view text);
  // Seconds, M:S or H:M:S, each with decimals, or H:M:S:F; 0 to 100 hours.
  Result<Seconds> parse(std::string_view text) const;

 private:
  Result<Seconds> parse_frames(std::string_view text) const;

  std::optional<scene::FrameRate> rate_;
  Seconds start_{0.0};
  std::optional<bool> start_drops_;
};

// As "1:02:03.5", to milliseconds without trailing zeros, and at least M:SS.
std::string written(Seconds time);

}  // namespace otoscape::io::files
