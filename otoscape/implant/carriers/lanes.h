// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "otoscape/implant/frame.h"

namespace otoscape::implant::carriers {

// One value for each place, side by side for vectors. Lanes beyond the last place hold zeros.
inline constexpr std::size_t kLanes = 32;
inline constexpr std::size_t kWidestVector = 16;
static_assert(kLanes >= kMaxElectrodes && kLanes % kWidestVector == 0);

struct alignas(64) Lanes {
  float x[kLanes] = {};
  float& operator[](std::size_t lane) { return x[lane]; }
  float operator[](std::size_t lane) const { return x[lane]; }
};

}  // namespace otoscape::implant::carriers
