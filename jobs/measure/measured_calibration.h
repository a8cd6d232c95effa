// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>

#include "io/media/read/media_reader.h"
#include "io/progress.h"
#include "jobs/measure/calibration_option.h"

namespace otoscape::jobs::measure {

// Calibrations that depend on the programme, by stream, from one pass. The reader decodes
// `streams`.
Result<std::map<int, ChosenCalibration>> measure_calibrations(io::media::MediaReader& reader,
                                                              const std::set<int>& streams,
                                                              const CalibrationOption& spec,
                                                              const io::ProgressCall& progress);

}  // namespace otoscape::jobs::measure
