// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/measure/programme_level.h"
#include "otoscape/base/result.h"
#include "otoscape/units/calibration.h"

namespace otoscape::jobs::measure {

// The option for the playback level of a programme.
struct CalibrationOption {
  enum class Kind { fixed, rms, loudness };
  Kind kind = Kind::fixed;
  Calibration fixed = Calibration::home();
  DbSpl target;  // of rms and loudness

  bool needs_measuring() const { return kind != Kind::fixed; }
  // What to measure of the programme.
  ProgrammeLevel::Measure measure() const {
    return kind == Kind::loudness ? ProgrammeLevel::Measure::louder_ear
                                  : ProgrammeLevel::Measure::rms;
  }
};

// fs=100 · home · cinema · rms=65 · loudness=65. Levels from 0 to 160 dB SPL. rms: of all channels;
// loudness: of the louder one by itself, K-weighted and gated, as the ear of its side hears it.
Result<CalibrationOption> parse_calibration(const std::string& text);

struct ChosenCalibration {
  Calibration calibration = Calibration::home();
  std::string note;  // where the calibration is not the one asked for; else empty
};

// The calibration with which the programme has the target level; measured as spec.measure() says. A
// programme without any sound, or too quiet for the loudness gates, gets `home`, and the note says
// so.
ChosenCalibration choose_calibration(const CalibrationOption& spec, const ProgrammeLevel& measured);

}  // namespace otoscape::jobs::measure
