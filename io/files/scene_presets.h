// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/preset_text.h"

namespace otoscape::io::files {

// The built-in scenes: the files of the folder presets/.
using ScenePreset = PresetText;

std::span<const ScenePreset> scene_presets();

// Null where none has this name.
inline const ScenePreset* scene_preset(std::string_view name) {
  return find_preset(scene_presets(), name);
}

}  // namespace otoscape::io::files
