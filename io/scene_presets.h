// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace otoscape::io {

// Scenes that are built in, as the files of the folder presets/ that people copy and edit.
struct ScenePreset {
  std::string_view name, meaning, text;
};

std::span<const ScenePreset> scene_presets();

// Null where there is none.
const ScenePreset* scene_preset(std::string_view name);

}  // namespace otoscape::io
