// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/files/scene_listeners.h"
#include "io/files/timecode.h"
#include "io/files/toml_reader.h"

namespace otoscape::io::files {

// The rest of a scene, as far as reading one point depends on it.
struct SceneContext {
  const scene::Scene& scene;  // its notation is known
  const TimeReader& times;
  SceneListeners& listeners;
  const scene::Keyframe* last = nullptr;     // the point before
  const scene::BodySetting* body = nullptr;  // the last one set: its rates stay
  const scene::FeltSetting* felt = nullptr;  // the last one set
};

// Reads one table [[at]].
scene::Keyframe read_keyframe(TomlReader& reader, const toml::table& table, SceneContext context);

}  // namespace otoscape::io::files
