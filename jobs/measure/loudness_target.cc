// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/loudness_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace otoscape::jobs::measure {
namespace {

// What the loudness is measured of.
enum class Anchor {
  programme,           // gated, of all
  dialogue,            // while somebody speaks; of all where nobody does
  dialogue_if_enough,  // the same; of all, at another level, where the speech is below 15 %
};

struct Target {
  const char* name;
  const char* title;
  Anchor anchor;
  double lufs, tolerance_lu, peak_dbtp;
  std::optional<double> most_range_lu;
};

// Table: docs/loudness.md has the sources.
const Target kTargets[] = {
    {"r128", "EBU R 128 (2014)", Anchor::programme, -23.0, 0.5, -1.0, {}},
    {"r128-live", "EBU R 128 (2014), live", Anchor::programme, -23.0, 1.0, -1.0, {}},
    {"a85", "ATSC A/85 (2013)", Anchor::dialogue, -24.0, 2.0, -2.0, {}},
    {"netflix",
     "Netflix Sound Mix Specifications v1.x",
     Anchor::dialogue_if_enough,
     -27.0,
     2.0,
     -2.0,
     {}},
    {"sony-game", "Sony ASWG-R001, home", Anchor::programme, -24.0, 2.0, -1.0, 20.0},
    {"sony-portable", "Sony ASWG-R001, portable", Anchor::programme, -18.0, 2.0, -1.0, 20.0}};

constexpr double kEnoughSpeech = 0.15, kWithoutSpeechLufs = -24.0;  // Netflix
constexpr double kGameMinutes = 30.0;                               // ASWG-R001

double in_tenths(double value) { return std::round(10.0 * value) / 10.0; }

LoudnessRule rule(const char* name, std::optional<double> measured, std::optional<double> least,
                  std::optional<double> most) {
  LoudnessRule one{name, measured, least, most, false};
  if (!measured) return one;
  const double value = in_tenths(*measured);
  one.passes = (!least || value >= *least) && (!most || value <= *most);
  return one;
}

LoudnessRule loudness_rule(const Target& target, const LoudnessFacts& facts,
                           std::vector<std::string>& notes) {
  const auto around = [&](const char* name, std::optional<double> measured, double lufs) {
    return rule(name, measured, lufs - target.tolerance_lu, lufs + target.tolerance_lu);
  };
  const double share = facts.dialogue_share;
  if (target.anchor == Anchor::dialogue && !facts.dialogue_lufs) {
    notes.push_back("no speech was found: the whole programme is the anchor");
  } else if (target.anchor == Anchor::dialogue_if_enough && share < kEnoughSpeech) {
    notes.push_back(
        fmt::format("speech is {:.0f} % of the programme, less than 15: all of it is "
                    "judged, at {:.0f} LKFS",
                    100.0 * share, kWithoutSpeechLufs));
    return around("integrated_lufs", facts.integrated_lufs, kWithoutSpeechLufs);
  } else if (target.anchor != Anchor::programme) {
    return around("dialogue_lufs", facts.dialogue_lufs, target.lufs);
  }
  return around("integrated_lufs", facts.integrated_lufs, target.lufs);
}

}  // namespace

bool LoudnessVerdict::passes() const { return std::ranges::all_of(rules, &LoudnessRule::passes); }

std::vector<std::string> loudness_targets() {
  std::vector<std::string> names;
  for (const Target& target : kTargets) names.emplace_back(target.name);
  return names;
}

LoudnessVerdict judge(const std::string& name, const LoudnessFacts& facts) {
  const auto found = std::ranges::find(kTargets, name, [](const Target& t) { return t.name; });
  if (found == std::end(kTargets)) return {};
  const Target& target = *found;
  LoudnessVerdict verdict{target.name, target.title, {}, {}};
  verdict.rules.push_back(loudness_rule(target, facts, verdict.notes));
  const auto peak = facts.true_peak ? std::optional(facts.true_peak->level) : std::nullopt;
  verdict.rules.push_back(rule("true_peak_dbtp", peak, {}, target.peak_dbtp));
  if (target.most_range_lu) {
    verdict.rules.push_back(rule("lra_lu", facts.range_lu, {}, target.most_range_lu));
    const double minutes = facts.length.value() / 60.0;
    if (minutes < kGameMinutes) {
      verdict.notes.push_back(
          fmt::format("ASWG-R001 asks for 30 minutes of play; this is {:.1f}", minutes));
    }
  }
  return verdict;
}

}  // namespace otoscape::jobs::measure
