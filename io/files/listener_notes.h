// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "otoscape/hearing/profile.h"

namespace otoscape::io::files {

// A note of every render with an implant.
inline constexpr std::string_view kImplantsDiffer =
    "implants sound different to each person, and change over months of listening: this is one "
    "possible percept";

// Values that are replaced or ignored, and values that are unlikely, one line each.
std::vector<std::string> listener_notes(const hearing::HearingProfile& profile);

}  // namespace otoscape::io::files
