// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/device_sound.h"
#include "otoscape/hearing/implant_map.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::jobs {

// Computes the pulses of an implant for a sound: the electric path up to the electrodogram.
struct ElectrodogramJob {
  enum class Csv { sequence, with_times };  // see electrodogram_table.h

  std::string out;         // .csv, .npy or .svg; "-": CSV on standard output
  std::optional<Csv> csv;  // none: sequence
  bool overwrite = false;
  hearing::ImplantMap map;
  DeviceSoundOptions sound;  // its strategy is the map's
  implant::coding::PulseGrid grid = implant::coding::PulseGrid::cycles;
};

struct ElectrodogramSummary {
  std::string map;
  double seconds = 0.0;
  Hertz source_rate, device_rate;
  bool resampled = false;
  Calibration calibration = Calibration::home();
  std::int64_t pulses = 0, idle = 0;
  int electrodes_fired = 0;
  double period_us = 0.0;  // from pulse to pulse; 0: cycles have their own times
  double cycles_hz = 0.0, map_hz = 0.0;
  double lowest_ua = 0.0, highest_ua = 0.0;  // of pulses that are not idle
  std::vector<std::string> notes;
};

// Runs the job. After an error there is no file `out`, or the old one.
Result<ElectrodogramSummary> run(const ElectrodogramJob& job, const io::ProgressCall& progress);

std::string to_text(const ElectrodogramSummary& summary);

}  // namespace otoscape::jobs
