// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/caption_metadata.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "io/captions/arc_states.h"
#include "io/views/arc_curves.h"
#include "otoscape/scene/arc.h"

namespace otoscape::jobs::captions {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double step) { return std::round(value / step) * step; }

Json number(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(value * scale) / scale;
}

Json ear_now(const scene::Arc& arc, scene::Side side, Seconds time, double ringing_db_spl) {
  const auto ear = arc.ear(side, time);
  return {{"threshold_db_hl", number(io::views::mean_hearing_level(ear).value(), 1)},
          {"implant", ear.implant.has_value()},
          {"ringing_db_spl", ringing_db_spl < 0.0 ? Json() : number(ringing_db_spl, 1)}};
}

// The share of speech in each ear over one second; null where nobody speaks.
Json speech_now(const metrics::AudibilityTrack& track, double second) {
  double left = 0.0, right = 0.0;
  int spoken = 0;
  const auto value_at = [&](double time) {  // the first that begins at this time or later
    const double at = std::ceil((time - track.begin.value()) / track.step.value() - 1e-6);
    return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(track.values.size())));
  };
  for (std::size_t i = value_at(second); i < value_at(second + 1.0); ++i) {
    if (!track.values[i].speech) continue;
    left += track.values[i].left;
    right += track.values[i].right;
    ++spoken;
  }
  if (spoken == 0) return Json();
  return {{"left", number(left / spoken, 3)}, {"right", number(right / spoken, 3)}};
}

Json seconds_of(const CaptionSource& source) {
  const scene::Arc arc(source.scene.keyframes);
  Json list = Json::array();
  // A day, at most: of an endless film only its begin.
  const double end = std::min(source.length.value(), 86400.0);
  for (double second = 0.0; second < end; second += 1.0) {
    const Seconds time(second);
    const auto ringing = io::captions::ringing_db_spl(arc, time);
    list.push_back({{"time", rounded(second, 1.0)},
                    {"perspective", number(arc.mix(time).perspective, 3)},
                    {"left", ear_now(arc, scene::Side::left, time, ringing[0])},
                    {"right", ear_now(arc, scene::Side::right, time, ringing[1])},
                    {"speech", speech_now(source.speech, second)}});
  }
  return list;
}

Json perspective_cues(const CaptionSet& set) {
  Json list = Json::array();
  for (const auto& screen : set.screens) {
    Json kinds = Json::array();
    for (const auto& said : screen.said) kinds.push_back(said.kind);
    list.push_back({{"begin", number(screen.begin.value(), 3)},
                    {"end", number(screen.end.value(), 3)},
                    {"text", screen.text()},
                    {"kinds", kinds}});
  }
  return list;
}

Json word_cues(const CaptionSource& source, const CaptionSet& set) {
  constexpr std::array<const char*, 3> kPrinted = {"all", "part", "none"};
  Json list = Json::array();
  for (std::size_t i = 0; i < set.words.size(); ++i) {
    const WordsHeard& words = set.words[i];
    const auto& cue = source.words.cues[i];
    list.push_back({{"begin", number(cue.begin.value(), 3)},
                    {"end", number(cue.end.value(), 3)},
                    {"text", io::captions::plain_text(cue)},
                    {"point_of_hearing", io::captions::plain_text(words.heard.cue)},
                    {"printed", kPrinted[static_cast<std::size_t>(words.heard.printed)]},
                    {"speech_share", words.share ? number(*words.share, 3) : Json()}});
  }
  return list;
}

}  // namespace

std::string caption_metadata(const CaptionSource& source, const CaptionSet& set) {
  const Json json = {
      {"format", "otoscape.captions/1"},      {"title", source.scene.title},
      {"character", source.scene.character},  {"length", number(source.length.value(), 3)},
      {"perspective", perspective_cues(set)}, {"words", word_cues(source, set)},
      {"seconds", seconds_of(source)}};
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::jobs::captions
