// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/hearing/profile.h"

namespace otoscape::io {

// What this version takes otherwise than written, or finds odd, one line each.
std::vector<std::string> listener_notes(const hearing::HearingProfile& profile);

}  // namespace otoscape::io
