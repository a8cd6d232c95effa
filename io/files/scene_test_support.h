// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/files/listener_file.h"
#include "io/files/scene_file.h"

namespace otoscape::io::files {

// A scene of this text, behind a first line with the format.
inline Result<LoadedScene> parse(std::string_view body) {
  return parse_scene_toml("format = \"otoscape.scene/1\"\n" + std::string(body), "s.toml",
                          [](const std::string& spec) { return load_listener(spec); });
}

}  // namespace otoscape::io::files
