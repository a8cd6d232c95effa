// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/files/loaded_listener.h"
#include "io/files/loaded_scene.h"
#include "otoscape/base/result.h"
#include "otoscape/hearing/implant_map.h"

// Listeners, scenes and maps from text in memory: what a file holds, or a preset's name, as
// "preset:N3" or "N3". No file is read: one that the text names is an error.

namespace otoscape::io::files {

// TOML; or, where the text begins with "{", the JSON of the hearing-aid enhancement challenges.
// `name`: of the text, for messages, and the listener's where it has none. `id` selects one of
// several listeners of a JSON text.
Result<LoadedListener> listener_from_text(std::string_view text, const std::string& name,
                                          const std::string& id = {});
Result<LoadedScene> scene_from_text(std::string_view text, const std::string& name);
Result<hearing::ImplantMap> map_from_text(std::string_view text, const std::string& name);

}  // namespace otoscape::io::files
