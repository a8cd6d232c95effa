// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::io::views {

// The outline of a film's sound, to draw.
struct SoundOutline {
  Seconds step{0.1};

}  // namespace otoscape::io::views
