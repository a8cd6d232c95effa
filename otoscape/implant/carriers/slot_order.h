// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::implant::carriers {

// Audio side. A random order of 0 … order.size() − 1, a function of key and cycle alone (Fisher and
// Yates; Durstenfeld 1964). Where every pulse of a cycle becomes a click, a new order in each cycle
// prevents a pitch at the cycle rate (Williges et al. 2015).
inline void shuffle_slots(std::uint64_t key, std::int64_t cycle,
                          std::span<int> order) noexcept OTOSCAPE_RT {
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  const std::uint64_t of_cycle = dsp::hash(key, static_cast<std::uint64_t>(cycle));
  for (std::size_t i = order.size(); i > 1; --i) {
    // The high half times i, so that small numbers of slots are even to 2⁻³².
    const std::uint64_t pick = (dsp::hash(of_cycle, i) >> 32) * i >> 32;
    std::swap(order[i - 1], order[pick]);
  }
}

}  // namespace otoscape::implant::carriers
