// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/preset_text.h"

namespace otoscape::io::files {

// The built-in implant maps and listeners with an implant: presets/maps, presets/listeners.
std::span<const PresetText> map_presets();
std::span<const PresetText> listener_presets();

}  // namespace otoscape::io::files
