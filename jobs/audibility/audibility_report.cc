// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/audibility_report.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace otoscape::jobs::audibility {
namespace {

using models::Ears;
using models::SpeechAudibility;
using Share = metrics::AudibilitySummary::Share;

std::string words(const Share& share) {
  return fmt::format("{} ({:.2f} to {:.2f})", metrics::share_words(share.mean), share.low,
                     share.high);
}

std::string implant_remark(const SpeechAudibility& audibility) {
  const auto [left, right] = audibility.implanted;
  if (!left && !right) return {};
  return fmt::format("with an implant, {}: the share that lies within its processor's input range",
                     left && right ? "both ears"
                     : left        ? "left ear"
                                   : "right ear");
}

double rounded(double value) { return std::round(1e4 * value) / 1e4; }

nlohmann::ordered_json to_json(const Share& share) {
  return {{"mean", rounded(share.mean)},
          {"low", rounded(share.low)},
          {"high", rounded(share.high)},
          {"words", metrics::share_words(share.mean)}};
}

}  // namespace

std::vector<std::string> sentences(const SpeechAudibility& audibility) {
  if (!audibility.summary) {
    return {audibility.from_dialogue
                ? fmt::format("nobody speaks in {}, by the dialogue given", audibility.where)
                : fmt::format("nobody was found to speak in {}", audibility.where)};
  }
  const auto& [speech, left, right, typical] = *audibility.summary;
  const std::string of_left = words(left), of_right = words(right);
  std::string text = fmt::format("of the speech in {}, ", audibility.where);
  if (audibility.ears == Ears::left) {
    text += fmt::format("the left ear can use {}", of_left);
  } else if (audibility.ears == Ears::right) {
    text += fmt::format("the right ear can use {}", of_right);
  } else if (of_left == of_right) {
    text += fmt::format("each ear can use {}", of_left);
  } else {
    text += fmt::format("the left ear can use {}, the right ear {}", of_left, of_right);
  }
  std::vector<std::string> all = {text, fmt::format("typical hearing: {}", words(typical))};
  if (const std::string remark = implant_remark(audibility); !remark.empty()) all.push_back(remark);
  return all;
}

nlohmann::ordered_json to_json(const SpeechAudibility& audibility, bool all) {
  nlohmann::ordered_json json = {{"measure", "short-time SII"},
                                 {"from_dialogue", audibility.from_dialogue}};
  const auto& summary = audibility.summary;
  json["speech_seconds"] = summary ? rounded(summary->speech.value()) : 0.0;
  const bool has_left = summary && audibility.ears != Ears::right;
  const bool has_right = summary && audibility.ears != Ears::left;
  json["left"] = has_left ? to_json(summary->left) : nlohmann::ordered_json();
  json["right"] = has_right ? to_json(summary->right) : nlohmann::ordered_json();
  json["typical"] = summary ? to_json(summary->typical) : nlohmann::ordered_json();
  json["implanted"] = {{"left", audibility.implanted[0]}, {"right", audibility.implanted[1]}};
  if (!all) return json;
  const metrics::AudibilityTrack& track = audibility.track;
  json["begin_s"] = rounded(track.begin.value());
  json["step_s"] = track.step.value();
  for (const char* name : {"left", "right", "typical"}) {
    json["values"][name] = nlohmann::ordered_json::array();
  }
  for (const auto& value : track.values) {
    const auto put = [&](const char* name, float share) {
      json["values"][name].push_back(
          value.speech ? nlohmann::ordered_json(rounded(static_cast<double>(share)))
                       : nlohmann::ordered_json());
    };
    put("left", value.left);
    put("right", value.right);
    put("typical", value.typical);
  }
  return json;
}

}  // namespace otoscape::jobs::audibility
