// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::metrics {

// How much of the speech in a programme each ear can use, along its time: short-time SII, 0 to 1.
struct AudibilityTrack {
  struct Value {
    bool speech = false;        // somebody speaks here; else all three are 0 and mean nothing
    float left = 0, right = 0;  // share of speech that the ear can use
    float typical = 0;          // that of typical hearing in the room, at the better ear
  };
  Seconds begin{0}, step{0.1};  // of the first value, on the programme's clock; between two
  std::vector<Value> values;
};

}  // namespace otoscape::metrics
