// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace otoscape::base {

// The largest magnitude of some samples, 0 of none. It is not finite where one of them is not.
// Magnitudes compare as their bits do, and the compiler compares integers many at a time.
inline float largest_magnitude(std::span<const float> x) {
  std::int32_t most = 0;
  for (const float v : x) most = std::max(most, std::bit_cast<std::int32_t>(v) & 0x7fffffff);
  return std::bit_cast<float>(most);
}

// The same samples; where one of them is no number or infinite, a copy in `room` with 0 for those.
inline std::span<const float> finite(std::span<const float> x, std::vector<float>& room) {
  if (std::isfinite(largest_magnitude(x))) return x;
  room.assign(x.begin(), x.end());
  std::ranges::replace_if(
      room, [](float v) { return !std::isfinite(v); }, 0.0f);
  return room;
}

}  // namespace otoscape::base
