// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/hearing/profile.h"

namespace otoscape::io::files {

// A listener as read from a file.
struct LoadedListener {
  hearing::HearingProfile profile;
  std::vector<std::string> notes;  // what a person should know beside the result; often none
};

}  // namespace otoscape::io::files
