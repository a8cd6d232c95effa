// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <numeric>

#include "otoscape/implant/coding_params.h"

namespace otoscape::implant::coding {

// Rounds down, also below 0.
constexpr std::int64_t floor_multiple(std::int64_t value, std::int64_t of) {
  const std::int64_t rest = value % of;
  return value - (rest < 0 ? rest + of : rest);
}

// Device samples after which a coder's cycles (periods may be fractions of a sample) and its slices
// of analysis, `hop` samples long, begin at the same sample. A coder that starts at a multiple of
// it after the programme's first sample divides the sound as one that started at that first sample.
inline std::int64_t grid_samples(double period_samples, std::int64_t hop) {
  constexpr int kMostPeriods = 2000;
  constexpr std::int64_t kMost = 1 << 17;
  for (int n = 1; n <= kMostPeriods; ++n) {
    const double samples = n * period_samples;
    if (std::abs(samples - std::round(samples)) > 1e-6) continue;
    const std::int64_t grid = std::lcm(std::llround(samples), hop);
    return grid <= kMost ? grid : std::llround(samples);
  }
  return hop;  // rates without a common grid: analysis alone is aligned
}

// The hop of a strategy's analysis, in samples. For HiRes a common multiple of its slices' hop, its
// gain control's blocks and its peaks' hop.
inline std::int64_t analysis_hop(Strategy strategy, double first_sample) {
  constexpr std::int64_t kHiresHop = 120;
  if (strategy == Strategy::hires120) return kHiresHop;
  return static_cast<std::int64_t>(first_sample) + 1;
}

}  // namespace otoscape::implant::coding
