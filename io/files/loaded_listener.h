// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/hearing/profile.h"

namespace otoscape::io::files {

// A listener as read from a file.
struct LoadedListener {
  hearing::HearingProfile profile;
  std::vector<std::string> notes;  // for the user, one line each
};

}  // namespace otoscape::io::files
