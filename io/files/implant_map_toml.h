// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "otoscape/base/result.h"
#include "otoscape/hearing/implant_map.h"

namespace otoscape::io::files {

// `name` is the file as messages call it; without its folder and extension it names a map that has
// no name of its own. What is read keeps every rule of hearing::check.
Result<hearing::ImplantMap> parse_map_toml(std::string_view text, const std::string& name);

}  // namespace otoscape::io::files
