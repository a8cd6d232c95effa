// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/files/loaded_listener.h"
#include "otoscape/base/result.h"

namespace otoscape::io::files {

// `name` is the file as messages call it; without its folder and extension it names a listener that
// has no name of its own.
Result<LoadedListener> parse_listener_toml(std::string_view text, const std::string& name);

}  // namespace otoscape::io::files
