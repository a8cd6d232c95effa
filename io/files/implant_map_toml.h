// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "otoscape/base/result.h"
#include "otoscape/hearing/implant_map.h"

namespace otoscape::io::files {

// `name`: the file, for messages; without folder and extension it is the name of a map that has
// none. The result passes hearing::check.
Result<hearing::ImplantMap> parse_map_toml(std::string_view text, const std::string& name);

}  // namespace otoscape::io::files
