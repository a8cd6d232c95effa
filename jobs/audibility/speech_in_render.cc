// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/speech_in_render.h"

#include <algorithm>

#include "io/input_path.h"
#include "jobs/audibility/audibility.h"
#include "jobs/audibility/carry_plan.h"
#include "jobs/measure/programme_pass.h"
#include "jobs/models/dialogue_pass.h"
#include "jobs/models/heard_speech.h"

namespace otoscape::jobs::audibility {

namespace {

Status find(const SpeechAsked& asked, models::InputFile& in, const io::ProgressCall& progress,
            std::vector<std::string>& notes) {
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

// The dialogue of a layout is not raised by itself: which loudspeakers it comes from is not known.
void plan_carry(const SpeechAsked& asked, const Hearing& hearing, models::InputFile& in,
                std::vector<std::string>& notes) {
  for (const int stream : in.streams()) {
    const models::HearingFacts facts = hearing.model.hearing(stream);
    const auto known = in.speech().find(stream);
    if (!asks_for_carry(facts) || known == in.speech().end()) continue;
    const bool wide = in.keeps_channels() && in.stream(stream).channels > 2;
    const bool apart = !wide && known->second.dialogue_fits;
    const std::string dialogue = apart ? asked.dialogue : std::string();
    hearing.model.carry(
        stream, carry_plan(known->second, facts, hearing.params.at(stream).calibration, dialogue));
    if (!dialogue.empty()) continue;
    notes.push_back(
        !wide && !apart
            ? asked.dialogue +
                  " does not lie in the programme as it is there: at another level, time or "
                  "polarity; carry raises the whole programme where somebody speaks"
        : wide && !asked.dialogue.empty()
            ? "carry raises the whole programme where somebody speaks: of more than two channels "
              "the dialogue is not raised by itself; --layout stereo raises it alone"
            : "carry raises the whole programme where somebody speaks; with --dialogue FILE it "
              "raises the dialogue alone");
  }
}

}  // namespace

Status know_speech(const SpeechAsked& asked, const Hearing& hearing, models::InputFile& in,
                   const io::ProgressCall& progress, std::vector<std::string>& notes) {
  if (auto status = find(asked, in, progress, notes); !status) return status;
  plan_carry(asked, hearing, in, notes);
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
  made.track = audibility_of(known->second, hearing, part.calibration,
                             {part.span.from, part.span.to}, model.carried(part.span.stream));
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
