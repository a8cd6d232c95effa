// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/caption_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/input_path.h"
#include "io/media/read/picture_clock.h"
#include "jobs/captions/film_subtitles.h"

namespace otoscape::jobs::captions {
namespace {

constexpr double kAfterTheLast = 10.0;  // s, of a film whose length is not known; ours

// No ringing where none is rendered.
void without_ringing(std::vector<scene::Keyframe>& keyframes) {
  for (scene::Keyframe& k : keyframes) {
    for (auto* ear : {&k.left, &k.right}) {
      if (*ear) (*ear)->tinnitus.clear();
    }
    auto* blast = k.event ? std::get_if<scene::Blast>(&k.event->what) : nullptr;
    if (blast != nullptr) blast->ringing = DbSl(0.0);
  }
}

// Without a picture, or with one of no steady rate, as 25 a second.
double frames_per_second(const models::InputFile& in) {
  if (!io::can_be_read_twice(in.path())) return io::captions::Delivery{}.frames_per_second;
  const auto clock = io::media::picture_clock(in.path());
  if (!clock || !*clock) return io::captions::Delivery{}.frames_per_second;
  return static_cast<double>((*clock)->numerator) / (*clock)->denominator;
}

// What the file declares; where it does not, or guesses by its bit rate, at least as long as the
// speech that was found in it, its words and its scene.
Seconds length_of(const CaptionSource& source, const io::media::MediaInfo& info) {
  const double declared = info.declared_length.value();
  if (declared > 0.0 && !info.length_is_a_guess) return info.declared_length;
  double end = std::max(declared, source.scene.keyframes.back().time.value() + kAfterTheLast);
  end = std::max(end,
                 source.speech.begin.value() +
                     source.speech.step.value() * static_cast<double>(source.speech.values.size()));
  for (const auto& cue : source.words.cues) end = std::max(end, cue.end.value());
  return Seconds(end);
}

std::string plural(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

}  // namespace

Result<CaptionSource> caption_source(const CaptionsAsked& asked, const models::InputFile& in,
                                     std::vector<std::string>& notes) {
  CaptionSource source;
  const models::HearingFacts hearing = asked.model.hearing(asked.stream);
  source.scene.keyframes = hearing.keyframes;
  if (hearing.ringing == render::TinnitusMode::off) without_ringing(source.scene.keyframes);
  source.scene.title = asked.model.heard().name;
  source.scene.character = asked.character;
  source.seed = asked.seed;
  source.speech = asked.speech;
  source.delivery.frames_per_second = frames_per_second(in);
  if (asked.options.for_children) {
    source.delivery.characters_per_second = io::captions::kChildSpeed;
  }
  if (!asked.options.wording.empty()) {
    auto wording = io::captions::Wording::load(asked.options.wording);
    if (!wording) return wording.error();
    source.wording = *std::move(wording);
  }
  auto words = film_subtitles(in.path(), asked.options.subtitles, notes);
  if (!words) return words.error();
  source.words = *std::move(words);
  source.length = length_of(source, in.info());
  return source;
}

std::vector<std::string> caption_sentences(const CaptionSet& set,
                                           const std::vector<std::string>& files) {
  std::vector<std::string> sentences = {plural(set.screens.size(), "caption") +
                                        " of the perspective"};
  if (set.has_words) {
    const auto count = [&](Printed printed) {
      return std::ranges::count_if(
          set.words, [&](const WordsHeard& words) { return words.heard.printed == printed; });
    };
    sentences.push_back(
        fmt::format("{} of words: at the point of hearing {} whole, {} in part, {} not printed",
                    plural(set.words.size(), "caption"), count(Printed::all), count(Printed::part),
                    count(Printed::none)));
  }
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + file;
  if (!list.empty()) sentences.push_back("in " + list);
  return sentences;
}

}  // namespace otoscape::jobs::captions
