// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/files/loaded_scene.h"
#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"

// Scene files; docs/scenes.md has every key.
//
//   format = "otoscape.scene/1"
//   [listeners]
//   before = "preset:normal"
//   after = "drummer.toml"           # or a listener written here, as a table
//   [[at]]
//   time = "0:00"
//   listener = "before"
//   [[at]]
//   time = "1:30"
//   event = "pop"
//   listener = { left = "after" }
//   ramp = "12s"

namespace otoscape::io::files {

// `spec` is "preset:NAME", a file (it holds a "/" or has an extension) or else the bare name of a
// preset. Listeners and takes are looked up from the scene's folder.
Result<LoadedScene> load_scene(const std::string& spec);

// `name`: the file, for messages; `find_listener` loads the listeners that [listeners] names;
// in_memory: as TomlReader's. Folders of takes are named and not looked up.
Result<LoadedScene> parse_scene_toml(std::string_view text, const std::string& name,
                                     const FindListener& find_listener, bool in_memory = false);

// Stretches a scene to a film's length; where its times move, a note says by how much. Errors are
// those of scene::stretch.
Status fit_scene(scene::Scene& scene, Seconds film_length, std::vector<std::string>& notes);
// Notes for a film of this length: points after its end, times written for another length.
std::vector<std::string> notes_for(const scene::Scene& scene, Seconds film_length);

}  // namespace otoscape::io::files
