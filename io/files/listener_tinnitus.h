// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/toml_reader.h"
#include "otoscape/hearing/tinnitus_layer.h"

namespace otoscape::io::files {

// Reads one table [[both.tinnitus]] (both), [[left.tinnitus]] or [[right.tinnitus]].
hearing::TinnitusLayer read_tinnitus(TomlReader& reader, const toml::table& table, bool both);

// The ears in which a layer written for both differs unless it is central: by 1.7 % of the pitch
// and 2.5 dB, half in each ear, so that no ear rings as the other does. A note keeps its pitch; a
// level above threshold is one that was measured, and all of it stays. table: where it is written.
struct LayerInEars {
  hearing::TinnitusLayer left, right;
};
LayerInEars in_both_ears(const hearing::TinnitusLayer& layer, const toml::table& table);

}  // namespace otoscape::io::files
