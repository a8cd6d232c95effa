// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "otoscape/base/result.h"

// toml++ as this module builds it: every includer must see the same settings, so include only this.
#define TOML_HEADER_ONLY 0
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16  // arrays and inline tables within each other
#include <toml++/toml.h>

namespace otoscape::io {

// Parses a document; `file` names it in the error, with the line. Refuses keys of more than 32
// dotted parts: each part is a table within a table, and those are destroyed recursively.
Result<toml::table> parse_toml(std::string_view text, std::string_view file);

}  // namespace otoscape::io
