// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/media/output_plan.h"
#include "jobs/measure/calibration_option.h"
#include "jobs/msbg_options.h"
#include "jobs/scene_job.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/render_params.h"

namespace otoscape::jobs {

// The main job: a film or a sound file in, the same with one listener's hearing out, or with a
// scene's.
struct RenderJob {
  std::string in, out;  // "-": standard input, standard output (WAV)
  hearing::HearingProfile listener;
  std::optional<SceneOptions> scene;  // then the listener does not count
  std::optional<MsbgOptions> msbg;    // then its model, not the live one's
  render::RenderParams params;        // its calibration is decided by the job
  measure::CalibrationOption calibration;
  io::media::OutputOptions options;
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

}  // namespace otoscape::jobs
