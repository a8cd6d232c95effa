// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "io/files/timecode.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::cli {

// Seconds, M:S or H:M:S, each with decimals; not negative.
Result<Seconds> parse_time(const std::string& option, const std::string& text);

// How the frames of a timecode are counted; called only where a text has frames.
using FindClock = std::function<Result<io::files::TimeReader>()>;

// The same, or a timecode, H:M:S:F, which counts from the one of the picture's first frame.
Result<Seconds> parse_point(const std::string& option, const std::string& text,
                            const FindClock& clock);
// The same; a timecode counts from 00:00:00:00.
Result<Seconds> parse_length(const std::string& option, const std::string& text,
                             const FindClock& clock);

// --start and --duration as typed; empty: not given.
struct RegionArguments {
  std::string start, duration;
};
struct RegionTimes {
  std::optional<Seconds> start, duration;
};
Result<RegionTimes> parse_region(const RegionArguments& asked, const FindClock& clock);

}  // namespace otoscape::cli
