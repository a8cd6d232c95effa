// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>

#include "otoscape/base/realtime.h"

namespace otoscape::base {

// Half a period of a cosine, from 0 at 0 to 1 at `length`, exactly so, and level at both ends.
// `at` is not clamped: past its ends it goes back the way it came.
inline double raised_cosine(double at, double length = 1.0) noexcept OTOSCAPE_RT {
  return 0.5 - 0.5 * std::cos(std::numbers::pi * at / length);
}

}  // namespace otoscape::base
