// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::render::inside {

// Each beat, breath and step is shifted within its slot, by a share of the slot either way. Ours.
inline constexpr double kHeartJitter = 0.015, kBreathJitter = 0.03, kThudJitter = 0.02;

// The shift of one of them, −1…1 of that share.
inline double jitter(std::uint64_t key, std::int64_t number) noexcept OTOSCAPE_RT {
  const auto bits = dsp::hash(key, static_cast<std::uint64_t>(number)) >> 11;
  return static_cast<double>(bits) / 9007199254740992.0 * 2.0 - 1.0;  // from 53 bits
}

}  // namespace otoscape::render::inside
