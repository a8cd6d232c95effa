// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

// Sounds from whole numbers alone: the same bits on every machine, whatever its mathematical
// library.

namespace otoscape::targets {

// Uniform, −1…1 in steps of 2⁻¹⁵, times a power of two.
inline std::vector<float> exact_noise(std::size_t frames, std::uint32_t seed,
                                      float amplitude = 1.0f) {
  std::uint32_t state = seed * 2654435761u + 12345u;
  std::vector<float> x(frames);
  for (float& v : x) {
    state = state * 1664525u + 1013904223u;
    v = static_cast<float>(static_cast<std::int32_t>(state >> 16) - 32768) * 0x1p-15f * amplitude;
  }
  return x;
}

// Speech-like: a buzz whose pitch rises and falls, in syllables of a quarter of a second with
// pauses, and a hiss in every other one. Peak about `amplitude`, a power of two; 48 kHz.
inline std::vector<float> exact_voice(std::size_t frames, std::uint32_t seed,
                                      float amplitude = 0.125f) {
  constexpr std::int64_t kSyllable = 12000, kRise = 2048;
  const auto noise = exact_noise(frames, seed);
  std::vector<float> x(frames);
  std::uint32_t turn = 0;
  double smooth = 0.0;
  for (std::size_t n = 0; n < frames; ++n) {
    const auto at = static_cast<std::int64_t>(n) % kSyllable;
    const bool hiss = static_cast<std::int64_t>(n) / kSyllable % 2 == 1;
    const std::int64_t from_end = kSyllable * 3 / 4 - at;
    const std::int64_t swell = from_end < 0       ? 0
                               : at < kRise       ? at
                               : from_end < kRise ? from_end
                                                  : kRise;
    // 100…140 Hz.
    turn += static_cast<std::uint32_t>(8947849 + 300 * (at < kSyllable / 2 ? at : kSyllable - at));
    const double buzz = static_cast<double>(static_cast<std::int32_t>(turn) >> 16) * 0x1p-15;
    const double source = hiss ? static_cast<double>(noise[n]) : buzz;
    smooth += 0.25 * (source - smooth);
    x[n] = static_cast<float>(smooth * static_cast<double>(swell) / kRise) * amplitude;
  }
  return x;
}

}  // namespace otoscape::targets
