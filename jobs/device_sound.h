// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/measure/calibration_option.h"
#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs {

// The input of one implant's processor, from any film or sound file.
struct DeviceSoundOptions {
  std::string in;         // "-": standard input
  Layout input_layout{};  // of its channels; empty: as the file says
  measure::CalibrationOption calibration;
  bool right = false;  // else the left ear's channel; mono feeds both
  std::optional<Seconds> start, duration;
  implant::Strategy strategy = implant::Strategy::ace;
};

struct DeviceSound {
  std::vector<double> samples;  // in the device's units, within 6 % of its rate
  Hertz source_rate;            // of the file
  bool resampled = false;
  Calibration calibration = Calibration::home();
  std::vector<std::string> notes;
};

// An input within 6 % of the device's rate is not resampled, as in the research tools. More than
// two channels are folded to stereo. Fails for more than ten minutes.
Result<DeviceSound> device_sound(const DeviceSoundOptions& options,
                                 const io::ProgressCall& progress);

}  // namespace otoscape::jobs
