// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/files/toml_reader.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::io::files {

// Gives `ear` the implant of [left.implant] or [right.implant], `own`, over that of [both.implant],
// key by key; each null where it is not written. Maps are looked up from the folder of the
// reader's file. `implant = "none"` leaves out what [both] has.
void read_implant(TomlReader& reader, const toml::node* both, const toml::node* own,
                  hearing::EarProfile& ear);

}  // namespace otoscape::io::files
