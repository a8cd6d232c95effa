// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/files/loaded_listener.h"
#include "otoscape/base/result.h"

// Listener files: our own TOML, or the JSON of the hearing-aid enhancement challenges.
//
//   format = "otoscape.listener/1"
//   name = "drummer, day 1"
//   [both]                      # [left] and [right] replace single keys of [both]
//   air_db_hl  = { 250 = 60, 4000 = "no response" }
//   bone_db_hl = { 500 = 65 }
//   smearing   = "auto"         # or "off", or { lower = 2.4, upper = 1.6 }
//   [[left.tinnitus]]           # an ear has the layers of [both] and its own
//   kind = "tone"
//
// A key replaces the whole value of [both], an audiogram with all its points. An ear that is not
// named has typical hearing.

namespace otoscape::io::files {

// `spec` is "preset:NAME", a file (it holds a "/" or has an extension; FILE.json#ID selects one
// listener of several) or else the bare name of a preset. Files are looked up from the folder
// `relative_to`, or from the current one.
Result<LoadedListener> load_listener(const std::string& spec, const std::string& relative_to = {});

}  // namespace otoscape::io::files
