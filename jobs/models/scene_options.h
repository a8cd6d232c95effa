// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jobs/models/carry.h"
#include "otoscape/render/programme/return_cap.h"
#include "otoscape/render/programme/section_loudness.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::models {

// A scene and its options.
struct SceneOptions {
  scene::Scene scene;
  bool fit = false;  // stretch it to the film's length
  render::TinnitusMode tinnitus = render::TinnitusMode::full;
  double return_cap_lu = 20.0;
  std::optional<std::uint64_t> seed;  // else the scene's own
  std::string body, own_voice;        // files beside the programme; empty: none
  Seconds body_offset{0.0};
};

// What a source was rendered from instead of its model.
struct RecordingSummary {
  std::string name, folder;
  std::size_t takes = 0;
  double seconds = 0.0;  // of all takes together
};

// The summary of one track of a scene.
struct SceneSummary {
  std::vector<render::programme::ReturnCap::Action> cap_actions;
  double return_cap_lu = 20.0;
  Decibels internal_limit{0.0};
  Decibels felt_limit{0.0};
  double programme_lufs = 0.0;  // integrated; −23 where it is silent
  std::vector<render::programme::SectionLoudness> sections;
  std::vector<RecordingSummary> recordings;
  std::vector<Carry::Section> carried;
};

}  // namespace otoscape::jobs::models
