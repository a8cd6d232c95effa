// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "otoscape/units/frequency.h"

namespace otoscape::render {

// Where rendering must begin for a part of a programme to be as within the whole. Filters, gain
// controls and the ears' windows remember about two seconds; renderers work in quanta counted from
// the first frame that they get, and a part has the same quanta only if it begins on a grid that
// every quantum divides.
inline constexpr double kRunInSeconds = 2.0;
inline constexpr std::int64_t kRunInGridFrames = 4096;

// begin: the programme's first frame; first: the part's. Returns a frame of begin … first.
inline std::int64_t run_in_from(std::int64_t begin, std::int64_t first, Hertz rate) {
  const auto run_in = static_cast<std::int64_t>(kRunInSeconds * rate.value());
  const std::int64_t before = first - run_in - begin;
  return begin + std::max<std::int64_t>(before / kRunInGridFrames * kRunInGridFrames, 0);
}

}  // namespace otoscape::render
