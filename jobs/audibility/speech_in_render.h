// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/models/render_model.h"
#include "jobs/models/speech_audibility.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/units/calibration.h"

namespace otoscape::jobs::audibility {

// Before a render, after its model has measured: the speech of the input's streams, as far as it is
// not found while the render reads them. That is where the dialogue lies in a file by itself
// (dialogue, else empty), and where a part of the input is rendered: what is found in a part must
// be what is found in the whole. Adds notes; one where it cannot be found.
struct SpeechAsked {
  std::string dialogue;
  bool part = false;
  models::Ears ears = models::Ears::both;
};
// And how it is raised, where the scene asks for that: into the model.
struct Hearing {
  models::RenderModel& model;
  const std::map<int, render::RenderParams>& params;  // by stream, calibrated
};
Status know_speech(const SpeechAsked& asked, const Hearing& hearing, models::InputFile& in,
                   const io::ProgressCall& progress, std::vector<std::string>& notes);

// Lets the tracks of a render of the whole input find the speech that is not known yet.
using Tracks = std::map<int, std::unique_ptr<models::RenderedTrack>>;  // by stream
void find_speech(const SpeechAsked& asked, models::InputFile& in, Tracks& tracks);

// After the render. Nothing of a stream whose speech is not known.
struct SpeechPart {
  const SpeechAsked& asked;
  models::TrackSpan span;
  Calibration calibration;
};
std::optional<models::SpeechAudibility> speech_audibility(const SpeechPart& part,
                                                          const models::RenderModel& model,
                                                          models::InputFile& in);

}  // namespace otoscape::jobs::audibility
