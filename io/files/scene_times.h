// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "io/files/timecode.h"
#include "io/files/toml_reader.h"

namespace otoscape::io::files {

// A time, in text or as seconds.
std::optional<Seconds> read_time(TomlReader& reader, const toml::table& table, std::string_view key,
                                 const TimeReader& times);
// As "0.6s", within lowest…highest.
std::optional<Seconds> read_span(TomlReader& reader, const toml::table& table, std::string_view key,
                                 Seconds lowest, Seconds highest);

}  // namespace otoscape::io::files
