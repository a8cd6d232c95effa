// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/files/loaded_listener.h"
#include "otoscape/base/result.h"

namespace otoscape::io::files {

// `name`: the file, for messages; without folder and extension it is the name of a listener that
// has none. in_memory: as TomlReader's.
Result<LoadedListener> parse_listener_toml(std::string_view text, const std::string& name,
                                           bool in_memory = false);

}  // namespace otoscape::io::files
