// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/preset_text.h"

namespace otoscape::io::files {

// Scenes that are built in: the files of the folder presets/.
using ScenePreset = PresetText;

std::span<const ScenePreset> scene_presets();

// Null where there is none.
inline const ScenePreset* scene_preset(std::string_view name) {
  return find_preset(scene_presets(), name);
}

}  // namespace otoscape::io::files
