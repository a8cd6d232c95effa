// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::io::views {

// The outline of a film's sound, to draw.
struct SoundOutline {
  Seconds step{0.1};
  std::vector<float> peaks;  // largest sample of either channel in each step
  Seconds length;            // of the sound
};

}  // namespace otoscape::io::views
