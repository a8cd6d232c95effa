// SPDX-License-Identifier: Apache-2.0
#include "jobs/loudness_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/files/timecode.h"
#include "jobs/scene_summary.h"

namespace otoscape::jobs {
namespace {

using Json = nlohmann::ordered_json;
using measure::LoudnessFacts;
using measure::LoudnessStep;
using measure::TimeText;

constexpr std::size_t kMostRows = 60;  // of a table

template <class Value>
Json value_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

std::string level(const std::optional<double>& value, const char* unit) {
  return value ? fmt::format("{:.1f}{}", *value, unit) : std::string("–");
}

std::string moment(const std::optional<measure::LoudestMoment>& moment, const char* unit,
                   const TimeText& time) {
  if (!moment) return "–";
  return fmt::format("{:.1f} {} at {}", moment->level, unit, time(moment->time));
}

std::string integrated_text(const LoudnessFacts& facts) {
  if (facts.integrated_lufs) return fmt::format("{:.1f} LUFS", *facts.integrated_lufs);
  return "nothing measured: no 400 ms lie above the gate of -70 LUFS";
}

std::string dialogue_text(const LoudnessFacts& facts) {
  if (facts.speech.empty()) return "no speech was found";
  return fmt::format("{}, in {:.0f} % of the sound", level(facts.dialogue_lufs, " LUFS"),
                     100.0 * facts.dialogue_share);
}

// A dash of three bytes is one column wide.
std::string cell(const std::string& text, std::size_t wide) {
  const std::size_t columns = text == "–" ? 1 : text.size();
  return std::string(wide - std::min(wide, columns), ' ') + text;
}

std::string more_rows(std::size_t rows) {
  if (rows <= kMostRows) return {};
  return line("", fmt::format("… and {} more (--json has them)", rows - kMostRows));
}

std::string section_rows(const LoudnessFacts& facts, const TimeText& time) {
  if (facts.sections.empty()) return {};
  std::string text =
      line("sections", fmt::format("{:<11}  {:<11}  {:>8}  {:>9}  {:>10}  {:>9}", "from", "to",
                                   "loudness", "momentary", "short-term", "true peak"));
  for (std::size_t i = 0; i < std::min(facts.sections.size(), kMostRows); ++i) {
    const measure::LoudnessSection& s = facts.sections[i];
    text += line("", fmt::format("{:<11}  {:<11}  {}  {}  {}  {}", time(s.from), time(s.to),
                                 cell(level(s.lufs, ""), 8), cell(level(s.momentary_lufs, ""), 9),
                                 cell(level(s.short_term_lufs, ""), 10),
                                 cell(level(s.true_peak_dbtp, ""), 9)));
  }
  return text + more_rows(facts.sections.size());
}

std::string signed_lu(const std::optional<double>& step) {
  return step ? fmt::format("{:+.1f}", *step) : std::string("–");
}

std::string step_rows(const LoudnessFacts& facts, const TimeText& time) {
  if (facts.steps.empty()) return {};
  std::string text = line("steps", fmt::format("{:<11}  {:>8}  {:>8}  {:>8}  {:>10}", "at",
                                               "before", "after", "step LU", "in 0.4 s LU"));
  for (std::size_t i = 0; i < std::min(facts.steps.size(), kMostRows); ++i) {
    const LoudnessStep& s = facts.steps[i];
    text += line(
        "", fmt::format("{:<11}  {}  {}  {}  {}", time(s.time), cell(level(s.before_lufs, ""), 8),
                        cell(level(s.after_lufs, ""), 8), cell(signed_lu(s.step_lu), 8),
                        cell(signed_lu(s.momentary_step_lu), 11)));
  }
  return text + more_rows(facts.steps.size());
}

std::string rule_text(const measure::LoudnessRule& rule) {
  const auto bound = [](const std::optional<double>& value) {
    return fmt::format("{:.1f}", *value);
  };
  const std::string wanted =
      rule.least ? bound(rule.least) + " to " + bound(rule.most) : "at most " + bound(rule.most);
  return fmt::format("{:<6}  {} {}, wanted {}", rule.passes ? "passes" : "fails", rule.name,
                     rule.measured ? fmt::format("{:.1f}", *rule.measured) : "not measured",
                     wanted);
}

std::string verdict_text(const measure::LoudnessVerdict& verdict) {
  std::string text = line("target", fmt::format("{} ({}): {}", verdict.target, verdict.title,
                                                verdict.passes() ? "passes" : "fails"));
  for (const measure::LoudnessRule& rule : verdict.rules) text += line("", rule_text(rule));
  for (const std::string& note : verdict.notes) text += line("", note);
  return text;
}

Json to_json(const measure::LoudnessVerdict& verdict) {
  Json rules = Json::array();
  for (const measure::LoudnessRule& rule : verdict.rules) {
    rules.push_back({{"rule", rule.name},
                     {"measured", value_or_null(rule.measured)},
                     {"least", value_or_null(rule.least)},
                     {"most", value_or_null(rule.most)},
                     {"pass", rule.passes}});
  }
  return {{"name", verdict.target},
          {"title", verdict.title},
          {"pass", verdict.passes()},
          {"rules", std::move(rules)},
          {"notes", verdict.notes}};
}

Json sections_json(const LoudnessFacts& facts) {
  Json sections = Json::array();
  for (const measure::LoudnessSection& s : facts.sections) {
    sections.push_back({{"from_seconds", s.from.value()},
                        {"to_seconds", s.to.value()},
                        {"lufs", value_or_null(s.lufs)},
                        {"momentary_max_lufs", value_or_null(s.momentary_lufs)},
                        {"short_term_max_lufs", value_or_null(s.short_term_lufs)},
                        {"true_peak_dbtp", value_or_null(s.true_peak_dbtp)}});
  }
  return sections;
}

Json steps_json(const LoudnessFacts& facts) {
  Json steps = Json::array();
  for (const LoudnessStep& s : facts.steps) {
    steps.push_back({{"seconds", s.time.value()},
                     {"before_lufs", value_or_null(s.before_lufs)},
                     {"after_lufs", value_or_null(s.after_lufs)},
                     {"step_lu", value_or_null(s.step_lu)},
                     {"momentary_step_lu", value_or_null(s.momentary_step_lu)}});
  }
  return steps;
}

TimeText times_of(const LoudnessReport& report) {
  if (!report.scene) return measure::clock_text;
  return [scene = *report.scene](Seconds time) { return io::files::written(time, scene); };
}

}  // namespace

Json to_json(const LoudnessFacts& facts) {
  const auto level = [](const auto& moment) { return moment ? Json(moment->level) : Json(); };
  const auto at = [](const auto& moment) { return moment ? Json(moment->time.value()) : Json(); };
  Json speech = Json::array();
  for (const auto& s : facts.speech) speech.push_back({s.from.value(), s.to.value()});
  return {{"integrated_lufs", value_or_null(facts.integrated_lufs)},
          {"lra_lu", value_or_null(facts.range_lu)},
          {"true_peak_dbtp", level(facts.true_peak)},
          {"true_peak_seconds", at(facts.true_peak)},
          {"momentary_max_lufs", level(facts.momentary)},
          {"momentary_max_seconds", at(facts.momentary)},
          {"short_term_max_lufs", level(facts.short_term)},
          {"short_term_max_seconds", at(facts.short_term)},
          {"dialogue_lufs", value_or_null(facts.dialogue_lufs)},
          {"dialogue_share", facts.dialogue_share},
          {"dialogue", std::move(speech)},
          {"sections", sections_json(facts)},
          {"steps", steps_json(facts)}};
}

std::string to_json(const LoudnessReport& report) {
  Json json = {{"in", report.in},
               {"track", report.track},
               {"seconds", report.facts.length.value()},
               {"rate_hz", report.rate_hz},
               {"channels", report.facts.channels},
               {"layout", report.layout}};
  json.update(to_json(report.facts));
  if (report.verdict) json["target"] = to_json(*report.verdict);
  json["notes"] = report.notes;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_text(const LoudnessReport& report) {
  const LoudnessFacts& facts = report.facts;
  const TimeText time = times_of(report);
  std::string text = fmt::format("{}: track {}, {:.2f} s, {:.0f} Hz, {} channel{} ({})\n",
                                 report.in, report.track, facts.length.value(), report.rate_hz,
                                 facts.channels, facts.channels == 1 ? "" : "s", report.layout);
  text += line("integrated", integrated_text(facts));
  text += line("loudness range", level(facts.range_lu, " LU"));
  text += line("momentary", moment(facts.momentary, "LUFS", time));
  text += line("short-term", moment(facts.short_term, "LUFS", time));
  text += line("true peak", moment(facts.true_peak, "dBTP", time));
  text += line("dialogue", dialogue_text(facts));
  text += section_rows(facts, time) + step_rows(facts, time);
  if (report.verdict) text += verdict_text(*report.verdict);
  if (facts.channels == 1) {
    text += line("note", "one channel counts once; from two loudspeakers it is 3.0 LU louder");
  }
  for (const std::string& note : report.notes) text += line("note", note);
  return text;
}

std::string level_text(const LoudnessFacts& facts) {
  const auto peak = facts.true_peak ? std::optional(facts.true_peak->level) : std::nullopt;
  if (!peak) return "silence";
  return fmt::format(
      "{}, true peak {}",
      facts.integrated_lufs ? level(facts.integrated_lufs, " LUFS") : "below the gate of -70 LUFS",
      level(peak, " dBTP"));
}

std::string loudness_lines(const LoudnessFacts& facts, const TimeText& time) {
  std::string text;
  const auto peak = facts.true_peak ? std::optional(facts.true_peak->level) : std::nullopt;
  if (!facts.integrated_lufs) {
    text += line("output", integrated_text(facts));
  } else {
    text +=
        line("output", fmt::format("{:.1f} LUFS, range {}, true peak {}", *facts.integrated_lufs,
                                   level(facts.range_lu, " LU"), level(peak, " dBTP")));
  }
  if (facts.dialogue_lufs) text += line("", "dialogue " + dialogue_text(facts));
  const auto by_step = [](const LoudnessStep& s) { return s.momentary_step_lu.value_or(0.0); };
  const auto largest = std::ranges::max_element(facts.steps, {}, by_step);
  if (largest != facts.steps.end() && by_step(*largest) > 0.0) {
    text += line("", fmt::format("largest rise at a point of the scene: {:+.1f} LU at {} (0.4 s)",
                                 by_step(*largest), time(largest->time)));
  }
  return text;
}

}  // namespace otoscape::jobs
