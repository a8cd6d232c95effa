// SPDX-License-Identifier: Apache-2.0
#include "io/scene_presets.h"

#include <algorithm>

namespace otoscape::io {

const ScenePreset* scene_preset(std::string_view name) {
  const auto all = scene_presets();
  const auto found = std::ranges::find(all, name, &ScenePreset::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace otoscape::io
