// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions_in_render.h"

#include <fmt/format.h>

#include "io/input_path.h"
#include "jobs/audibility/speech_in_render.h"
#include "jobs/captions/caption_files.h"

namespace otoscape::jobs {
namespace {

// A time before or after everything, s.
constexpr double kAlways = 1e9;

}  // namespace

CaptionsHeard captions_heard(const RenderJob& job) {
  const auto* along = std::get_if<models::SceneOptions>(&job.model);
  if (along == nullptr) return {{}, job.seed.value_or(1)};
  return {along->scene.character, job.seed.value_or(along->scene.seed)};
}

Status check_captions(const RenderJob& job) {
  const captions::CaptionOptions& asked = job.captions;
  if (!asked.asked()) {
    for (auto [option, given] : {std::pair{"--subtitles", !asked.subtitles.empty()},
                                 std::pair{"--wording", !asked.wording.empty()},
                                 std::pair{"--reading", asked.for_children}}) {
      if (given) return wrong_usage(fmt::format("{} belongs to --captions", option));
    }
    return ok();
  }
  if (!io::can_be_read_twice(job.in)) {
    return wrong_usage(
        "--captions: the speech is found before the render, and this input can be read only once; "
        "give a file");
  }
  return captions::CaptionFiles::check(asked, job.overwrite);
}

audibility::SpeechAsked speech_before(const RenderJob& job, audibility::SpeechAsked asked) {
  asked.part = asked.part || job.captions.asked();
  return asked;
}

Result<CaptionsMade> captions_of(const CaptionedRender& render, models::InputFile& in,
                                 std::vector<std::string>& notes) {
  const RenderJob& job = render.job;
  if (!job.captions.asked()) return CaptionsMade{};
  const int stream = *in.streams().begin();
  const Calibration calibration = render.params.at(stream).calibration;
  const auto speech = audibility::speech_audibility(
      {{job.dialogue, true, job.ears}, {stream, Seconds(-kAlways), Seconds(kAlways)}, calibration},
      render.model, in);
  const CaptionsHeard heard = captions_heard(job);
  const Region& region = render.region;
  const Seconds from = region.is_part() ? region.first() : Seconds(0.0);
  auto made = captions::RenderCaptions::make(
      {job.captions, render.model, stream, heard.character, heard.seed,
       speech ? speech->track : metrics::AudibilityTrack{}},
      in, {from, region.end()}, notes);
  if (!made) return made.error();
  auto tracks = made->tracks(render.plan, notes);
  return CaptionsMade{*std::move(made), std::move(tracks)};
}

Result<std::vector<std::string>> write(const CaptionsMade& made, const RenderJob& job) {
  if (!made.captions) return std::vector<std::string>{};
  return made.captions->write(job.captions, job.overwrite);
}

}  // namespace otoscape::jobs
