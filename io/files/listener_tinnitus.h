// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/toml_reader.h"
#include "otoscape/hearing/tinnitus_layer.h"

namespace otoscape::io::files {

// Reads one table [[both.tinnitus]], [[left.tinnitus]] or [[right.tinnitus]].
hearing::TinnitusLayer read_tinnitus(TomlReader& reader, const toml::table& table);

}  // namespace otoscape::io::files
