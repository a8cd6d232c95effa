// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/toml_reader.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::io::files {

// Gives `ear` its implant. Keys of `own`, [left.implant] or [right.implant], replace those of
// `both`, which is [both.implant]. Each is null where the file has none. Maps are looked up from
// the folder of the reader's file. With `implant = "none"` the ear has none, whatever [both] has.
void read_implant(TomlReader& reader, const toml::node* both, const toml::node* own,
                  hearing::EarProfile& ear);

}  // namespace otoscape::io::files
