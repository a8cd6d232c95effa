// SPDX-License-Identifier: Apache-2.0
#include "io/files/preset_text.h"

#include <algorithm>

namespace otoscape::io::files {

const PresetText* find_preset(std::span<const PresetText> all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &PresetText::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace otoscape::io::files
