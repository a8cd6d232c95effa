// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "jobs/haptics/haptics_request.h"
#include "otoscape/base/result.h"

namespace CLI {
class App;
}

namespace otoscape::cli {

// As typed.
struct HapticsArguments {
  std::string file, profile = "chest", ringing = "on";
  int bands = 1;
};

void add_haptics_options(CLI::App& command, HapticsArguments& asked);
// Fails where an option belongs to --haptics and that is not given.
Result<jobs::haptics::HapticsRequest> parse_haptics(const HapticsArguments& asked,
                                                    const CLI::App& command);

}  // namespace otoscape::cli
