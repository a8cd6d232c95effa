// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "io/files/toml_reader.h"
#include "otoscape/scene/event.h"

namespace otoscape::io::files {

// Reads the key `event`: a word, or a table with a kind.
std::optional<scene::Event> read_event(TomlReader& reader, const toml::table& at);

}  // namespace otoscape::io::files
