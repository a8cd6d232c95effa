// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/time.h"

namespace otoscape::render::programme {

// A change of the loudness because of the scene.
struct Rise {
  Seconds start, end;  // equal for a cut
  double lu = 0.0;     // negative for a fall
};

}  // namespace otoscape::render::programme
