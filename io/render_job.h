// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/calibration_spec.h"
#include "io/laboratory.h"
#include "io/output_plan.h"
#include "io/progress.h"
#include "io/scene_job.h"
#include "io/track_summary.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/renderer.h"

namespace otoscape::io {

// The main job: a film or a sound file in, the same with one listener's hearing out, or with a
// scene's.
struct RenderJob {
  std::string in, out;  // "-": standard input, standard output (WAV)
  hearing::HearingProfile listener;
  std::optional<SceneWishes> scene;            // then the listener does not count
  std::optional<LaboratoryWishes> laboratory;  // then its model, not the live one's
  render::RenderParams params;                 // its calibration is decided by the job
  CalibrationSpec calibration;
  OutputWishes wishes;
  Ears ears = Ears::both;
  std::optional<int> track;  // place among the file's tracks, from 1; none: its default one
  bool all_tracks = false;
  bool match_loudness = false;  // a gain that gives the programme its loudness back, ≤ +20 dB
  std::optional<Seconds> start, duration;
  bool picture = false;  // a region with its picture, from the key frame before `start`
  int threads = 0;       // 0: as many as help
  std::optional<std::uint64_t> seed;  // none: 1, or the scene's own
  bool overwrite = false;
  std::string cache;  // "off", a folder, or nothing: the user's own
};

struct RenderSummary {
  std::string out;
  std::string heard;  // the listener's name, or the scene's title
  bool is_scene = false;
  std::vector<TrackSummary> tracks;
  std::vector<std::string> notices;  // what a scene says a person must read
  std::vector<std::string> notes;    // what was not as asked or not as usual
  double ceiling_dbtp = -1.0;
  double seconds_taken = 0.0;
};

// Runs the job. Nothing appears under the name `out` unless all went well.
Result<RenderSummary> run(const RenderJob& job, const ProgressCall& progress);

}  // namespace otoscape::io
