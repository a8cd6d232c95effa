// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>

#include "otoscape/base/block.h"

namespace otoscape::render {

inline void clear(FullScaleBlock sound) {
  for (int c = 0; c < sound.channels(); ++c) std::ranges::fill(sound.channel(c), 0.0f);
}

// The channels that `to` has.
inline void copy(ConstBlock<FullScaleUnit> from, FullScaleBlock to) {
  for (int c = 0; c < to.channels(); ++c) {
    std::ranges::copy(from.channel(c), to.channel(c).begin());
  }
}

inline void add_to(ConstBlock<FullScaleUnit> from, FullScaleBlock to) {
  for (int c = 0; c < to.channels(); ++c) {
    std::ranges::transform(to.channel(c), from.channel(c), to.channel(c).begin(), std::plus());
  }
}

}  // namespace otoscape::render
