// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "io/media/output_plan.h"
#include "jobs/measure/calibration_option.h"
#include "jobs/models/msbg_options.h"
#include "jobs/models/scene_options.h"
#include "jobs/models/track_spec.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/render_params.h"

namespace otoscape::jobs {

// The main job: a film or a sound file in, the same out, its sound as one listener hears it, or as
// along a scene.
struct RenderJob {
  std::string in, out;  // "-": standard input, standard output (WAV)
  // What renders the sound: one listener, a scene, or MSBG's model of one listener.
  std::variant<hearing::HearingProfile, models::SceneOptions, models::MsbgRequest> model;
  render::RenderParams params;  // its calibration is decided by the job
  measure::CalibrationOption calibration;
  io::media::OutputOptions options;
  models::Ears ears = models::Ears::both;
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

// Threads that a job may use.
int threads_of(const RenderJob& job);

}  // namespace otoscape::jobs
