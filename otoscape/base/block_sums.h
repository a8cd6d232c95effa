// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"

// Sums and copies of sounds of equal length. Audio side.

namespace otoscape::base {

// to += from.
inline void add_sound(std::span<const float> from, std::span<float> to) noexcept OTOSCAPE_RT {
  std::ranges::transform(to, from, to.begin(), std::plus());
}

// The same for each channel of `to`; `from` has as many or more.
template <class Unit, class Sample>
void add_sound(Sound<Unit, Sample> from, Block<Unit> to) noexcept OTOSCAPE_RT {
  for (int c = 0; c < to.channels(); ++c) add_sound(from.channel(c), to.channel(c));
}

template <class Unit, class Sample>
void copy_sound(Sound<Unit, Sample> from, Block<Unit> to) noexcept OTOSCAPE_RT {
  for (int c = 0; c < to.channels(); ++c) {
    std::ranges::copy(from.channel(c), to.channel(c).begin());
  }
}

template <class Unit>
void clear_sound(Block<Unit> sound) noexcept OTOSCAPE_RT {
  for (int c = 0; c < sound.channels(); ++c) std::ranges::fill(sound.channel(c), 0.0f);
}

// Whether every sample is 0 or −0.
inline bool is_silence(std::span<const float> sound) noexcept OTOSCAPE_RT {
  if (!sound.empty() && sound.front() != 0.0f) return false;
  std::uint32_t bits = 0;  // all at once: faster than to stop at the first
  for (const float x : sound) bits |= std::bit_cast<std::uint32_t>(x) << 1;
  return bits == 0;
}

template <class Unit, class Sample>
bool is_silence(Sound<Unit, Sample> sound) noexcept OTOSCAPE_RT {
  for (int c = 0; c < sound.channels(); ++c) {
    if (!is_silence(sound.channel(c))) return false;
  }
  return true;
}

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
