// SPDX-License-Identifier: Apache-2.0
#include "jobs/scene_summary.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/printable.h"
#include "jobs/measure/section_table.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::jobs {

using measure::clock_text;

std::string line(const char* name, const std::string& text) {
  return fmt::format("  {:<17}{}\n", name, text);
}

namespace {

std::string carry_words(const models::Carry::Section& s) {
  if (s.speech == Seconds(0.0)) {
    return fmt::format("from {}: nobody was found to speak", clock_text(s.from));
  }
  std::string text = fmt::format(
      "from {}: speech raised for {:.1f} s, by {:.1f} dB and up to {:.1f}; of {:.2f} "
      "asked for, the better ear can use {:.2f}, else {:.2f}",
      clock_text(s.from), s.raised.value(), s.mean.value(), s.most.value(), s.wanted, s.now,
      s.before);
  if (s.held_by_room) text += "; held at the level of the room";
  if (s.held_by_most) text += fmt::format("; held at {:.0f} dB", models::kMostCarryDb);
  return text;
}

}  // namespace

std::string scene_text(const models::SceneSummary& scene) {
  std::string text;
  for (const auto& section : scene.carried) text += line("carry", carry_words(section));
  for (const auto& action : scene.cap_actions) {
    text +=
        line("return cap", fmt::format("at {} a rise of {:.0f} LU, {:.0f} LU of it delayed",
                                       clock_text(action.time), action.rise_lu, action.excess_lu));
  }
  if (scene.cap_actions.empty()) {
    text += line("return cap", fmt::format("did not act ({:.0f} LU)", scene.return_cap_lu));
  }
  if (scene.internal_limit.value() < kHeldDownDb) {
    text += line("inner sound", fmt::format("ringing and body were held down by up to {:.1f} dB, "
                                            "to the programme's loudness",
                                            -scene.internal_limit.value()));
  }
  if (scene.felt_limit.value() < kHeldDownDb) {
    text +=
        line("felt", fmt::format("what is felt was held down by up to {:.1f} dB, so that it and "
                                 "the sounds inside are no louder than the programme",
                                 -scene.felt_limit.value()));
  }
  for (const auto& one : scene.recordings) {
    text += line("recorded", fmt::format("{}: {} take{}, {:.1f} s, of {}", one.name, one.takes,
                                         one.takes == 1 ? "" : "s", one.seconds,
                                         io::printable(one.folder, 60)));
  }
  if (scene.sections.size() > 1) {
    text += line("loudness", fmt::format("of each section in LU re the programme, {:.1f} LUFS",
                                         scene.programme_lufs));
    text += measure::section_table(scene.sections, scene.programme_lufs, clock_text,
                                   std::string(19, ' '));
  }
  return text;
}

nlohmann::ordered_json to_json(const models::SceneSummary& scene) {
  auto actions = nlohmann::ordered_json::array();
  for (const auto& action : scene.cap_actions) {
    actions.push_back({{"seconds", action.time.value()},
                       {"rise_lu", action.rise_lu},
                       {"excess_lu", action.excess_lu}});
  }
  auto sections = nlohmann::ordered_json::array();
  for (const auto& section : scene.sections) {
    const auto lufs = [](double energy) -> nlohmann::ordered_json {
      return energy > 0.0 ? nlohmann::ordered_json(render::programme::to_lufs(energy)) : nullptr;
    };
    sections.push_back({{"from_seconds", section.from.value()},
                        {"to_seconds", section.to.value()},
                        {"room_lufs", lufs(section.mean.room)},
                        {"heard_lufs", lufs(section.mean.heard)},
                        {"world_lufs", lufs(section.mean.world)},
                        {"felt_lufs", lufs(section.mean.felt)},
                        {"inside_lufs", lufs(section.mean.inside)}});
  }
  auto recordings = nlohmann::ordered_json::array();
  for (const auto& one : scene.recordings) {
    recordings.push_back({{"source", one.name},
                          {"folder", one.folder},
                          {"takes", one.takes},
                          {"seconds", one.seconds}});
  }
  auto carried = nlohmann::ordered_json::array();
  for (const auto& section : scene.carried) {
    carried.push_back({{"from_seconds", section.from.value()},
                       {"to_seconds", section.to.value()},
                       {"wanted", section.wanted},
                       {"speech_seconds", section.speech.value()},
                       {"share_before", section.before},
                       {"share_now", section.now},
                       {"raised_seconds", section.raised.value()},
                       {"mean_db", section.mean.value()},
                       {"most_db", section.most.value()},
                       {"held_by_room", section.held_by_room},
                       {"held_by_most", section.held_by_most}});
  }
  return {{"return_cap_lu", scene.return_cap_lu},
          {"return_cap_actions", std::move(actions)},
          {"inner_sound_limit_db", scene.internal_limit.value()},
          {"felt_limit_db", scene.felt_limit.value()},
          {"carry", std::move(carried)},
          {"programme_lufs", scene.programme_lufs},
          {"sections", std::move(sections)},
          {"recordings", std::move(recordings)}};
}

}  // namespace otoscape::jobs
