// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/wave/recording_chunks.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::measure {

struct StartTime {
  std::uint64_t frames = 0;  // since midnight
  std::optional<io::wave::TimecodeRate> timecode;
  std::string note;  // why a timecode was left aside; empty: it was not
};

// When the point `first` of a file's time line is, in frames of `rate`: by the time reference of a
// recording, else by the timecode of a film's first picture; from 0 where it has neither, cannot be
// read twice, or has a timecode that its pictures' rate does not allow. At 24000/1001 pictures a
// second 01:00:00:00 is 3603.6 s after midnight, as recorders count it.
StartTime start_time(const std::string& path, Hertz rate, Seconds first);

}  // namespace otoscape::jobs::measure
