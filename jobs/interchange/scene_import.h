// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/measure/film_clock.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::interchange {

// A scene's points from markers: .csv, .tsv, .edl, .otio, or a film's own chapters.
struct SceneImport {
  std::string in, out;  // out: .toml, or "-"
  measure::FilmAsked film;
  std::string reel;  // of an EDL; empty: all
  bool overwrite = false;
};

// Writes the scene. What it gives are lines for the user: what was found, and notes.
Result<std::string> run(const SceneImport& job);

}  // namespace otoscape::jobs::interchange
