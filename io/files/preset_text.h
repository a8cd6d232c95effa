// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace otoscape::io::files {

// A built-in preset: its text is a file that people can copy and edit.
struct PresetText {
  std::string_view name, meaning, text;
};

// Null where none has this name.
const PresetText* find_preset(std::span<const PresetText> all, std::string_view name);

}  // namespace otoscape::io::files
