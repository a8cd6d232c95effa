// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/report_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "otoscape/hearing/describe.h"

namespace otoscape::jobs::report {
namespace {

std::string quoted(const std::string& name) {
  return name.empty() ? std::string("without a name") : fmt::format("“{}”", name);
}

bool rings(const hearing::EarProfile& ear) { return !ear.tinnitus.empty(); }

// Whether any ear of a listener, or of a scene's points, has a property.
template <class Has>
bool any_ear(const hearing::HearingProfile* listener, const scene::Scene* scene, const Has& has) {
  if (listener != nullptr) return has(listener->left) || has(listener->right);
  return scene != nullptr && std::ranges::any_of(scene->keyframes, [&](const auto& k) {
           return (k.left && has(*k.left)) || (k.right && has(*k.right));
         });
}

}  // namespace

std::string whose_words(const models::Heard& heard) {
  return (std::string(heard.key) == "scene" ? "along the scene " : "by the listener ") +
         quoted(heard.name);
}

std::string heard_words(const models::Heard& heard) {
  return (std::string(heard.key) == "scene" ? "Along the scene " : "By the listener ") +
         quoted(heard.name);
}

std::vector<std::string> loudness_words(const models::TrackSummary& track) {
  std::vector<std::string> lines;
  const auto& facts = track.loudness;
  if (facts && facts->integrated_lufs) {
    lines.push_back(fmt::format("As heard: {:.1f} LUFS in all.", *facts->integrated_lufs));
  } else {
    lines.push_back("As heard: too soft for a loudness (below −70 LUFS).");
  }
  if (facts && facts->range_lu)
    lines.push_back(fmt::format("Loudness range: {:.1f} LU.", *facts->range_lu));
  if (facts && facts->true_peak)
    lines.push_back(fmt::format("Highest true peak: {:.1f} dBTP.", facts->true_peak->level));
  if (const auto* scene = std::get_if<models::SceneSummary>(&track.model))
    lines.push_back(fmt::format("In the room: {:.1f} LUFS in all.", scene->programme_lufs));
  return lines;
}

std::optional<io::pages::SafetyFacts> safety_facts(const models::TrackSummary& track) {
  const auto* scene = std::get_if<models::SceneSummary>(&track.model);
  if (scene == nullptr) return std::nullopt;
  io::pages::SafetyFacts facts{scene->return_cap_lu,
                               {},
                               scene->internal_limit.value(),
                               static_cast<int>(track.report.guard_events)};
  for (const auto& action : scene->cap_actions)
    facts.held.push_back({action.time.value(), action.rise_lu, action.excess_lu});
  return facts;
}

io::pages::SheetParts sheet_parts(const models::TrackSummary& track,
                                  const hearing::HearingProfile* listener,
                                  const scene::Scene* scene) {
  io::pages::SheetParts parts;
  parts.scene = scene != nullptr;
  parts.msbg = std::holds_alternative<models::MsbgSummary>(track.model);
  parts.acoustic = !parts.msbg;
  parts.implant = any_ear(listener, scene, [](const auto& ear) { return ear.implant.has_value(); });
  const auto* ringing = std::get_if<models::RingingSummary>(&track.model);
  const bool off = ringing != nullptr && ringing->mode == render::TinnitusMode::off;
  parts.ringing = !parts.msbg && !off && any_ear(listener, scene, rings);
  parts.assumptions = {
      fmt::format("Level: a signal of RMS 1.0 in the file stands for {:.1f} dB SPL at the ear.",
                  track.calibration.unit_rms().value()),
      "You who listen to it hear typically, by headphones, at the right volume: each channel "
      "reaches its own ear.",
      "A band counts as heard where its level reaches the threshold of a tone in it, free field, "
      "ISO 389-7. Audible does not mean understood."};
  if (track.gain.value() != 0.0)
    parts.assumptions.push_back(fmt::format(
        "The file was made {:+.1f} dB louder than the listener would hear it; the pictures show it "
        "without that.",
        track.gain.value()));
  if (listener != nullptr)
    parts.assumptions.push_back("The listener: " + hearing::describe(*listener) + '.');
  return parts;
}

}  // namespace otoscape::jobs::report
