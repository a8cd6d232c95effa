// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::io::media {

// When a recording began, by its Broadcast Wave tags.
struct RecordingClock {
  Frames since_midnight;
  Hertz rate;  // of those frames: the sound's own
};

// Nothing where the file has no time reference, or no sound.
Result<std::optional<RecordingClock>> recording_clock(const std::string& path);

}  // namespace otoscape::io::media
