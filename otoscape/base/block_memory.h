// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"

namespace otoscape::base {

// Sound in memory of its own, zeroed. Control side.
template <class Unit = FullScaleUnit>
Block<Unit> take_block(Arena& arena, int channels, int frames) {
  std::array<float*, kMostChannels> rows{};
  for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c) {
    rows[c] = arena.take<float>(static_cast<std::size_t>(frames)).data();
  }
  return {std::span<float* const>(rows).first(static_cast<std::size_t>(channels)), frames};
}

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
