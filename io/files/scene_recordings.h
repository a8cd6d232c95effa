// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/files/toml_reader.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::files {

// Reads the table [recordings] of a scene. No folder is looked up.
void read_recordings(TomlReader& reader, const toml::table& root, scene::Scene& scene);

// One note for each source that has a folder and no point that sounds it.
void note_unused_recordings(const scene::Scene& scene, std::vector<std::string>& notes);

// Looks the folders up from the folder of `scene_file`. Fails for the first that does not exist, or
// holds no sound or too many takes; notes say which files are left out.
Status find_takes(scene::Scene& scene, const std::string& scene_file,
                  std::vector<std::string>& notes);

}  // namespace otoscape::io::files
