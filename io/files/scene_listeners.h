// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/files/loaded_scene.h"
#include "io/files/toml_reader.h"

namespace otoscape::io::files {

// The listeners of a scene, by their names in [listeners].
class SceneListeners {
 public:
  // Reads the table [listeners] of `root` and appends the listeners' notes.
  void read(TomlReader& reader, const toml::table& root, const FindListener& find,
            std::vector<std::string>& notes);

  // Sets the ears that the keyframe's key `listener` names.
  void assign(TomlReader& reader, const toml::table& at, scene::Keyframe& keyframe);

  // Appends one note for each listener that no point names.
  void note_unused(std::vector<std::string>& notes) const;

 private:
  struct Entry {
    hearing::HearingProfile profile;
    bool used = false;
  };
  Entry* find(TomlReader& reader, const toml::node& name);

  std::map<std::string, Entry, std::less<>> all_;
};

}  // namespace otoscape::io::files
