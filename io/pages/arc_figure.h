// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io::pages {

// The program's picture of a scene with a slider over its time axis. begin_s: the scene's time at
// the player's time 0. Fails where the picture lacks the attributes of its time axis.
Result<std::string> arc_figure(const std::string& svg, double begin_s = 0.0);

}  // namespace otoscape::io::pages
