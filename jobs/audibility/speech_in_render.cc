// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/speech_in_render.h"

#include <algorithm>

#include "io/input_path.h"
#include "jobs/audibility/audibility.h"
#include "jobs/measure/programme_pass.h"
#include "jobs/models/dialogue_pass.h"
#include "jobs/models/heard_speech.h"

namespace otoscape::jobs::audibility {

Status know_speech(const SpeechAsked& asked, models::InputFile& in,
                   const io::ProgressCall& progress, std::vector<std::string>& notes) {
  if (!asked.dialogue.empty()) return models::find_dialogue(in, asked.dialogue, progress, notes);
  const auto known = [&](int stream) { return in.speech().contains(stream); };
  if (!asked.part || std::ranges::all_of(in.streams(), known)) return ok();
  if (!io::can_be_read_twice(in.path())) {
    notes.push_back(
        "how much of the speech can be used is not said: for a part of the input all of it must "
        "be read first, and this input can be read only once");
    return ok();
  }
  auto all = measure::know_programmes({in.path(), in.streams(), in.reading()}, in.cache(), progress,
                                      notes);
  if (!all) return all.error();
  for (auto& [stream, programme] : *all) in.speech()[stream] = std::move(*programme.speech);
  return ok();
}

void find_speech(const SpeechAsked& asked, models::InputFile& in, Tracks& tracks) {
  if (asked.part) return;
  for (auto& [stream, track] : tracks) {
    const auto [place, is_new] = in.speech().try_emplace(stream);
    if (!is_new) continue;
    track = std::make_unique<models::HeardSpeech>(std::move(track), in.stream(stream),
                                                  in.info().is_film, place->second);
  }
}

std::optional<models::SpeechAudibility> speech_audibility(const SpeechPart& part,
                                                          const models::RenderModel& model,
                                                          models::InputFile& in) {
  const auto known = in.speech().find(part.span.stream);
  if (known == in.speech().end()) return std::nullopt;
  const models::HearingFacts hearing = model.hearing(part.span.stream);
  models::SpeechAudibility made;
  made.track =
      audibility_of(known->second, hearing, part.calibration, {part.span.from, part.span.to});
  made.summary = metrics::summary_of(made.track);
  made.ears = part.asked.ears;
  made.where = part.asked.part ? "this part" : in.info().is_film ? "this film" : "this sound";
  made.from_dialogue = !part.asked.dialogue.empty();
  for (const scene::Keyframe& point : hearing.keyframes) {
    if (made.ears != models::Ears::right && point.left && point.left->implant)
      made.implanted[0] = true;
    if (made.ears != models::Ears::left && point.right && point.right->implant)
      made.implanted[1] = true;
  }
  return made;
}

}  // namespace otoscape::jobs::audibility
