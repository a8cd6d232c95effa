// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/pages/player_contents.h"
#include "io/pages/safety_words.h"
#include "io/pages/spectrogram.h"
#include "io/pages/timeline.h"
#include "otoscape/base/result.h"

namespace otoscape::io::pages {

// Which parts of the model the render had, for the sheet.
struct SheetParts {
  bool acoustic = true, implant = false, ringing = false, scene = false, msbg = false;
  std::vector<std::string> assumptions;  // sentences about this render
};

// All that a report shows. Texts are not escaped.
struct ReportContents {
  std::string title;  // of the film
  std::string whose;  // "of the listener N3", "along the scene Sudden loss"
  std::vector<std::string> notices;
  PlayerContents player;  // the first version is the room, the second as heard
  std::string arc_svg;    // empty: a listener whose ears do not change
  double arc_begin_s = 0.0;
  Spectrogram room, heard;
  LoudnessCurve room_loudness, heard_loudness;
  std::vector<std::string> loudness_lines;  // measured, in words
  std::optional<SafetyFacts> safety;        // along a scene
  SheetParts sheet;
};

// The page as one HTML file that refers to nothing but the player's files. Fails as arc_figure
// does.
Result<std::string> report_page(const ReportContents& contents);

}  // namespace otoscape::io::pages
