// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "io/media/read/media_reader.h"
#include "io/progress.h"
#include "jobs/report/sound_view.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::report {

// A sound to be measured, and the part of it that a page shows.
struct MeasuredPart {
  int stream = 0;
  Calibration calibration = Calibration::home();
  Decibels gain{0.0};      // by which it is louder than the calibration says
  bool has_clock = false;  // frames count on the file's time line; else the first is the page's 0
  Seconds begin{0.0};      // on that clock, the page's 0
  std::optional<Seconds> length;
};

// Reads to the end of the part. `reader` gives two channels at most.
Result<SoundPictures> measure_file(io::media::MediaReader& reader, const MeasuredPart& part,
                                   const io::ProgressCall& progress);

}  // namespace otoscape::jobs::report
