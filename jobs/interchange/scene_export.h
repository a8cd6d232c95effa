// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/progress.h"
#include "jobs/measure/calibration_option.h"
#include "jobs/measure/film_clock.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::interchange {

// A scene's points as markers, or its movement as a table.
struct SceneExport {
  enum class Table { markers, reaper, arc };  // of CSV

  std::string scene, out;  // out: .csv, .mid, .edl, .otio; "-": CSV
  measure::FilmAsked film;
  bool fit = false;  // to the film's length
  Table table = Table::markers;
  Seconds step{0.1};                       // between rows of Table::arc
  measure::CalibrationOption calibration;  // of the film, for levels in LU in Table::arc
  bool overwrite = false;
};

// Writes the file. What it gives are lines for the user: what was written, and notes.
Result<std::string> run(const SceneExport& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs::interchange
