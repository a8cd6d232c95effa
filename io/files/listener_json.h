// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/files/loaded_listener.h"
#include "otoscape/base/result.h"

namespace otoscape::io::files {

// `id` selects one of several listeners; empty where the file holds one.
Result<LoadedListener> parse_listener_json(std::string_view text, const std::string& name,
                                           const std::string& id);

}  // namespace otoscape::io::files
