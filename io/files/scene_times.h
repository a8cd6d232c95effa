// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "io/files/timecode.h"
#include "io/files/toml_reader.h"

namespace otoscape::io::files {

// A point in time: text (see TimeReader::parse) or a number of seconds.
std::optional<Seconds> read_time(TomlReader& reader, const toml::table& table, std::string_view key,
                                 const TimeReader& times);
// A length of time such as "0.6s", within lowest…highest.
std::optional<Seconds> read_span(TomlReader& reader, const toml::table& table, std::string_view key,
                                 Seconds lowest, Seconds highest);

}  // namespace otoscape::io::files
