// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"

// Running medians over sorted values: at each step one value is removed, one inserted, and those
// between move by one place. The lanes of a vector hold many medians; there is no branch.

namespace otoscape::dsp {

// For each bin the median of its last `depth` values: causal, of the newest and the past. Before
// the first there are zeros.
class MedianOverTime {
 public:
  // Control side. depth is odd.
  void prepare(int bins, int depth, Arena& arena);
  // Audio side. `newest` and `out` have bins elements and room for a whole vector behind them.
  void next(std::span<const float> newest, std::span<float> out) noexcept OTOSCAPE_RT;
  // As if each bin had always had this value.
  void fill(std::span<const float> values) noexcept OTOSCAPE_RT;

 private:
  int bins_ = 0, depth_ = 0, slot_ = 0;
  std::span<float> past_, sorted_;
};

// For each bin the median of `width` bins round it; the ends are mirrored.
class MedianOverBins {
 public:
  // Control side. width is odd, less than bins.
  void prepare(int bins, int width, Arena& arena);
  // Audio side. `out` has room for a whole vector behind its bins.
  void of(std::span<const float> values, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  int bins_ = 0, width_ = 0, segment_ = 0;
  std::span<float> mirrored_, rows_, sorted_, found_;
};

}  // namespace otoscape::dsp
