// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/pages/player_contents.h"

namespace otoscape::io::pages {

// All that a player's script reads, as one JSON object that may stand in a script element.
std::string player_data(const PlayerContents& contents);

}  // namespace otoscape::io::pages
