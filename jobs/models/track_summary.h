// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "io/media/write/output_plan.h"
#include "jobs/measure/loudness_facts.h"
#include "jobs/models/msbg_options.h"
#include "jobs/models/rendered_track.h"
#include "jobs/models/scene_options.h"
#include "jobs/models/speech_audibility.h"

namespace otoscape::jobs::models {

// The ringing of a listener who has some.
struct RingingSummary {
  render::TinnitusMode mode = render::TinnitusMode::full;
  // The lowest gain that held it to the programme's loudness, ≤ 0. None where the programme was not
  // measured first: the loudness so far is the limit then.
  std::optional<Decibels> limit;
};

// The summary of one rendered track.
struct TrackSummary {
  int track = 1;  // number among the file's tracks, from 1
  Hertz rate;
  int channels_in = 0, channels_out = 0;
  std::int64_t frames = 0;
  std::string encoder;
  Calibration calibration = Calibration::home();
  std::optional<DbFs> level_in, level_out;  // RMS; none: silence
  Decibels gain{0.0};                       // of --output-gain or --match-loudness
  render::RenderReport report;
  std::optional<double> fold_peak_db;  // largest sample of a fold to stereo, dB re full scale
  std::optional<measure::LoudnessFacts> loudness;  // of the output
  std::optional<SpeechAudibility> audibility;      // none: not said, and a note says why
  std::vector<Seconds> guard_times;                // at which the guard began to act, 0.1 s apart
  // Of the model; a listener who has no ringing has none.
  std::variant<std::monostate, RingingSummary, SceneSummary, MsbgSummary> model;
};

// Input of summarise_track. fold_peak: largest sample after a fold to stereo, 0 without one.
struct TrackFacts {
  int stream = 0;  // in the file
  const io::media::MediaInfo& info;
  const io::media::OutputPlan& plan;
  const render::RenderParams& params;
  float fold_peak = 0.0f;
};
TrackSummary summarise_track(const RenderedTrack& track, const TrackFacts& facts);

}  // namespace otoscape::jobs::models
