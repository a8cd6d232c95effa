// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "jobs/measure/programme_level.h"
#include "otoscape/base/layout.h"
#include "otoscape/units/frequency.h"

namespace otoscape::jobs::haptics {
class HapticsWriter;
}

namespace otoscape::jobs::models {

class StemWriter;

enum class Ears { both, left, right };

// Frames of the time line: [first, end).
struct FrameRange {
  std::int64_t first = -kFar;
  std::int64_t end = kFar;

  static constexpr std::int64_t kFar = std::int64_t{1} << 60;
};

// One track of a file and the part of it that is rendered.
struct TrackSpec {
  int stream = 0;
  Hertz rate;
  int channels = 2;   // that the ears hear: 1 or 2
  Layout surround{};  // of its pieces, where they have more
  Ears ears = Ears::both;
  FrameRange range;
  bool from_first_frame = false;  // the range counts from the track's first frame, not its clock
  measure::ProgrammeLevel::Measure measure = measure::ProgrammeLevel::Measure::rms;
  StemWriter* stems = nullptr;                // of a scene's render; null: none are written
  haptics::HapticsWriter* haptics = nullptr;  // the same
};

}  // namespace otoscape::jobs::models
