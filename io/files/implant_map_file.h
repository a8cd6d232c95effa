// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"
#include "otoscape/hearing/implant_map.h"

// Files of clinical maps; docs/implants.md has every key and its default.
//
//   format = "otoscape.map/1"
//   strategy = "ace"             # ace | cis | hires120 | fs4 | mp3000
//   [stimulation]
//   rate_pps = 900
//   maxima = 8
//   [electrodes]                 # by band, lowest first; a missing number is switched off
//   numbers  = [22, 21, 20]      # the maker's; without them all contacts of the array
//   t_levels = [110, 111, 112]   # or one number for all
//   c_levels = [168, 170, 171]

namespace otoscape::io::files {

// `spec` is "preset:NAME", a file (it holds a "/" or has an extension) or else the bare name of a
// preset. Files are looked up from the folder `relative_to`, or from the current one.
Result<hearing::ImplantMap> load_map(const std::string& spec, const std::string& relative_to = {});

}  // namespace otoscape::io::files
