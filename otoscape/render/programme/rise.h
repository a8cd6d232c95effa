// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/units/time.h"

namespace otoscape::render::programme {

// A change of the loudness that the scene causes, in LU.
struct Rise {
  Seconds start, end;  // a cut: equal
  double lu = 0.0;     // negative: a fall
};

}  // namespace otoscape::render::programme
