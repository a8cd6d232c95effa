// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/loss/msbg/lanes.h"

namespace otoscape::loss::msbg {

inline constexpr int kMatrixRows = 8;  // that are multiplied at once
inline constexpr int kSlicesAtOnce = kLanes<double>;

// Some slices of one stream, one in each lane, 64 samples apart.
struct SliceRun {
  const double* in;              // the first slice; the last one ends 64·(lanes − 1) + 256 later
  const double* window;          // 256
  const double* twiddles;        // dsp::lane_twiddles
  const double* split_twiddles;  // cos, −sin of 2πk/512, k = 0 … 128
  const double* matrix;          // blocks of kMatrixRows rows, column after column
  const std::array<int, 2>* columns;  // of each block: from, to
  double* work;                       // 6 · 256 rows of lanes
  double* out;                        // 256 rows of lanes
};

void smear(const SliceRun& run);

}  // namespace otoscape::loss::msbg
