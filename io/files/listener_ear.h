// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/toml_reader.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::io::files {

// Hz, of a threshold in a file. Lower numbers are kilohertz that somebody took for hertz.
inline constexpr double kLowestFrequency = 20.0, kHighestFrequency = 96000.0;

inline constexpr std::size_t kMostPoints = 1000;  // of an audiogram in a file

// Replaces in `ear` the values of the table [both], [left] or [right] and adds its ringing layers.
// Those of [both] are central. Implants are not read here: read_ears needs two tables for them.
void read_ear(TomlReader& reader, const toml::table& table, bool both, hearing::EarProfile& ear);

// The ears of a listener: the tables [both], [left] and [right] within `root`.
void read_ears(TomlReader& reader, const toml::table& root, hearing::HearingProfile& profile);

// Whether `key` is a key of an ear's table.
bool is_ear_key(std::string_view key);

}  // namespace otoscape::io::files
