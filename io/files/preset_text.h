// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace otoscape::io::files {

// A preset that is built in as the file that people copy and edit.
struct PresetText {
  std::string_view name, meaning, text;
};

// Null where there is none of this name.
const PresetText* find_preset(std::span<const PresetText> all, std::string_view name);

}  // namespace otoscape::io::files
