// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "otoscape/base/realtime.h"
#include "otoscape/felt/felt_law.h"

// The sums in which the felt path spends its time, with run-time dispatch. The same input gives the
// same bits wherever it lies in memory.

namespace otoscape::felt {

inline constexpr std::size_t kDotMultiple = 64;  // of the taps of a dot product
inline constexpr std::size_t kRoom = 64;  // floats beyond the end that `weave` may read and write

// Σ taps[i] x[i]; count: a multiple of kDotMultiple.
float dot(const float* taps, const float* x, std::size_t count) noexcept OTOSCAPE_RT;

// out[i] = Σ_j rows[j · stride + i] y[j].
struct Weave {
  const float* rows;
  std::size_t stride, row_count;
  const float* y;
  std::size_t frames;
};
void weave(const Weave& run, float* out) noexcept OTOSCAPE_RT;

// Amplitudes of GainLaws, four at once, over mean squares; the level of 1 is reference_db above a
// law's 0.
struct GainLanes {
  std::array<float, kBands + 1> reference_db{}, threshold{}, at{}, below{}, above{}, lowest{},
      highest{};
};
std::array<float, kBands + 1> gains_lin(
    const GainLanes& laws, const std::array<float, kBands + 1>& power) noexcept OTOSCAPE_RT;

}  // namespace otoscape::felt
