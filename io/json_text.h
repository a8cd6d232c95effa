// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "otoscape/base/result.h"

namespace otoscape::io {

// Reads a document of JSON. Errors have the file and the line of its first fault.
Result<nlohmann::json> parse_json(std::string_view text, const std::string& file);

}  // namespace otoscape::io
