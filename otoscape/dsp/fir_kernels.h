// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/base/realtime.h"

// The two sums of products in which the implant's coder spends most of its time. Single precision
// uses SIMD with run-time dispatch; double precision is plain C++.

namespace otoscape::dsp {

inline constexpr int kFirRoom = 64;  // elements beyond the end that correlate may read and write
inline constexpr int kColumnMultiple = 24;  // of the columns of a ColumnKernels

// y[n] = Σ_j taps[j] x[n + j], n = 0…count − 1: with symmetric taps, a linear-phase filter. Both x
// and y have kFirRoom elements more.
void correlate(std::span<const float> taps, const float* x, float* y,
               int count) noexcept OTOSCAPE_RT;
void correlate(std::span<const double> taps, const double* x, double* y,
               int count) noexcept OTOSCAPE_RT;

// re[c] = Σ_m even[m] kernel_re[m · columns + c], im[c] = Σ_m odd[m] kernel_im[m · columns + c].
template <class Real>
struct ColumnKernels {
  const Real* re;
  const Real* im;
  int rows, columns;  // columns: a multiple of kColumnMultiple
};
void column_products(const ColumnKernels<float>& kernels, const float* even, const float* odd,
                     float* re, float* im) noexcept OTOSCAPE_RT;
void column_products(const ColumnKernels<double>& kernels, const double* even, const double* odd,
                     double* re, double* im) noexcept OTOSCAPE_RT;

}  // namespace otoscape::dsp
