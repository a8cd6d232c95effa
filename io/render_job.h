// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/calibration_spec.h"
#include "io/output_plan.h"
#include "io/progress.h"
#include "io/track_ears.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/renderer.h"

namespace otoscape::io {

// The main job: a film or a sound file in, the same with one listener's hearing out.
struct RenderJob {
  std::string in, out;  // "-": standard input, standard output (WAV)
  hearing::HearingProfile listener;
  render::RenderParams params;  // its calibration is decided by the job
  CalibrationSpec calibration;
  OutputWishes wishes;
  Ears ears = Ears::both;
  std::optional<int> track;  // place among the file's tracks, from 1; none: its default one
  bool all_tracks = false;
  bool match_loudness = false;  // a gain that gives the programme its loudness back, ≤ +20 dB
  std::optional<Seconds> start, duration;
  bool picture = false;  // a region with its picture, from the key frame before `start`
  int threads = 0;       // 0: as many as help
  std::uint64_t seed = 1;
  bool overwrite = false;
  std::string cache;  // "off", a folder, or nothing: the user's own
};

struct TrackSummary {
  int track = 1;  // place among the file's tracks
  Hertz rate;
  int channels_in = 0, channels_out = 0;
  std::int64_t frames = 0;
  std::string encoder;
  Calibration calibration = Calibration::home();
  std::optional<DbFs> level_in, level_out;  // RMS; none: silence
  Decibels gain{0.0};                       // of --output-gain or --match-loudness
  render::RenderReport report;
  std::optional<double> fold_peak_db;  // largest sample of a fold to stereo, dB re full scale
};

struct RenderSummary {
  std::string out, listener;
  std::vector<TrackSummary> tracks;
  std::vector<std::string> notes;  // what was not as asked or not as usual
  double ceiling_dbtp = -1.0;
  double seconds_taken = 0.0;
};

// Runs the job. Nothing appears under the name `out` unless all went well.
Result<RenderSummary> run(const RenderJob& job, const ProgressCall& progress);

}  // namespace otoscape::io
