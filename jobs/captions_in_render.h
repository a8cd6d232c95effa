// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jobs/audibility/speech_in_render.h"
#include "jobs/captions/render_captions.h"
#include "jobs/region.h"
#include "jobs/render_request.h"

namespace otoscape::jobs {

// Who hears, and by which seed words are lost.
struct CaptionsHeard {
  std::string character;  // empty: not said
  std::uint64_t seed = 1;
};
CaptionsHeard captions_heard(const RenderJob& job);

// What a render asks of captions, checked before it decodes anything.
Status check_captions(const RenderJob& job);

// Captions are made of the speech before the render, so that it must be found before.
audibility::SpeechAsked speech_before(const RenderJob& job, audibility::SpeechAsked asked);

// Once the speech is known: the captions of the first track that is rendered, and their tracks in
// the film; nothing where none are asked for.
struct CaptionedRender {
  const RenderJob& job;
  const models::RenderModel& model;
  const Region& region;
  const std::map<int, render::RenderParams>& params;  // by stream, calibrated
  const io::media::OutputPlan& plan;
};
struct CaptionsMade {
  std::optional<captions::RenderCaptions> captions;
  std::vector<io::media::TextTrack> tracks;
};
Result<CaptionsMade> captions_of(const CaptionedRender& render, models::InputFile& in,
                                 std::vector<std::string>& notes);
// After it: writes their files; sentences for the summary.
Result<std::vector<std::string>> write(const CaptionsMade& made, const RenderJob& job);

}  // namespace otoscape::jobs
