// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace otoscape::loss::msbg {

inline constexpr int kMatrixRows = 8;  // that are multiplied at once

// Some slices of one stream, one in each lane, 64 samples apart.
template <class Real>
struct SliceRun {
  const Real* in;              // the first slice; the last one ends 64·(lanes − 1) + 256 later
  const Real* window;          // 256
  const Real* twiddles;        // dsp::lane_twiddles
  const Real* split_twiddles;  // cos, −sin of 2πk/512, k = 0 … 128
  const Real* matrix;          // blocks of kMatrixRows rows, column after column
  const std::array<int, 2>* columns;  // of each block: from, to
  Real* work;                         // 6 · 256 rows of lanes
  Real* out;                          // 256 rows of lanes
};

void smear(const SliceRun<float>& run);
void smear(const SliceRun<double>& run);

}  // namespace otoscape::loss::msbg
