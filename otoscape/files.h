// SPDX-License-Identifier: Apache-2.0
#pragma once

// Listeners, scenes and implant maps from files and from text: link otoscape::files. The formats
// are those of the command; docs/scenes.md and docs/implants.md have every key.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/hearing/implant_map.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::files {

// What was read, and notes for the user about it, one line each.
template <class T>
struct Loaded {
  T value;
  std::vector<std::string> notes;
};

// From "preset:NAME", a file (the name holds a "/" or has an extension; FILE.json#ID selects one
// listener of several) or the bare name of a preset. Files that a file names are looked up from its
// folder. Errors name file and line, and suggest what may have been meant.
Result<Loaded<hearing::HearingProfile>> load_listener(const std::string& spec);
Result<Loaded<scene::Scene>> load_scene(const std::string& spec);
Result<hearing::ImplantMap> load_map(const std::string& spec);

// From text in memory: what a file holds (a listener also as JSON, `id` then selects one of
// several), or a preset's name. `name` stands for the file in errors. No file is read.
Result<Loaded<hearing::HearingProfile>> listener_from_text(std::string_view text,
                                                           const std::string& name,
                                                           const std::string& id = {});
Result<Loaded<scene::Scene>> scene_from_text(std::string_view text, const std::string& name);
Result<hearing::ImplantMap> map_from_text(std::string_view text, const std::string& name);

// A built-in preset. text: what a file of it holds, to copy and edit; empty for a listener that is
// made by the library. The ages stand in the list as one entry, "age:YEARS:male|female".
struct Preset {
  std::string name, meaning, text;
};
enum class PresetKind { listener, scene, map };
std::vector<Preset> presets(PresetKind kind);

}  // namespace otoscape::files
