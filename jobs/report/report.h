// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/pages/player_contents.h"
#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/models/render_model.h"
#include "jobs/models/track_summary.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/metrics/audibility_track.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::report {

// A report's place, and the files that it is about.
struct ReportRequest {
  std::string file;     // of the page; empty: none
  std::string in, out;  // of the render
  bool overwrite = false;
};

// Before any work: fails where the page is IN or OUT, where IN or OUT is no file, and where the
// page or a copy beside it could not be written.
Status check_report(const ReportRequest& request);

// What a finished render knows and a report shows.
struct ReportFacts {
  models::InputFile& in;
  const models::TrackSummary& track;
  models::Heard heard;
  std::vector<std::string> notices;
  const hearing::HearingProfile* listener = nullptr;  // one of these two
  const scene::Scene* scene = nullptr;                // as it was rendered, stretched
  Seconds begin{0.0};                                 // of the part that was rendered
  std::optional<Seconds> length{};                    // none: to the end
  metrics::AudibilityTrack audibility{};  // on the programme's clock; without values: none
  std::vector<io::pages::Captions> captions{};
  std::vector<std::pair<int, int>> vibration{};
};

// Writes the page, and beside it a copy of IN or OUT where browsers do not play them. Answers notes
// on what was written.
Result<std::vector<std::string>> write_report(const ReportRequest& request,
                                              const ReportFacts& facts,
                                              const io::ProgressCall& progress);

}  // namespace otoscape::jobs::report
