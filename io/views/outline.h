// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::io::views {

// Peaks of a film's sound over time, for a picture.
struct SoundOutline {
  Seconds step{0.1};
  std::vector<float> peaks;  // largest sample of either channel in each step
  Seconds length;            // of the sound
};

}  // namespace otoscape::io::views
