// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/fir_kernels.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/fir_kernels.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Wide = hn::CappedTag<float, 16>;
using Narrow = hn::CappedTag<float, 8>;
static_assert(kFirRoom >= 3 * 16);

using V = hn::Vec<Wide>;
struct Sums {
  V s0, s1, s2;
};

// kVectors vectors of outputs. Four sums each, over every fourth tap, keep the adders busy.
template <int kVectors>
void correlate_stretch(std::span<const float> taps, const float* x, float* y) {
  const Wide d;
  const std::size_t lanes = hn::Lanes(d);
  const V zero = hn::Zero(d);
  Sums a{zero, zero, zero}, b = a, c = a, e = a;
  const auto step = [&](std::size_t j, Sums& sums) HWY_ATTR {
    const V tap = hn::Set(d, taps[j]);
    sums.s0 = hn::MulAdd(tap, hn::LoadU(d, x + j), sums.s0);
    if constexpr (kVectors > 1) sums.s1 = hn::MulAdd(tap, hn::LoadU(d, x + j + lanes), sums.s1);
    if constexpr (kVectors > 2) sums.s2 = hn::MulAdd(tap, hn::LoadU(d, x + j + 2 * lanes), sums.s2);
  };
  std::size_t j = 0;
  for (; j + 4 <= taps.size(); j += 4) {
    step(j, a);
    step(j + 1, b);
    step(j + 2, c);
    step(j + 3, e);
  }
  for (; j < taps.size(); ++j) step(j, a);
  const auto total = [](V p, V q, V r, V s)
                         HWY_ATTR { return hn::Add(hn::Add(p, q), hn::Add(r, s)); };
  hn::StoreU(total(a.s0, b.s0, c.s0, e.s0), d, y);
  if constexpr (kVectors > 1) hn::StoreU(total(a.s1, b.s1, c.s1, e.s1), d, y + lanes);
  if constexpr (kVectors > 2) hn::StoreU(total(a.s2, b.s2, c.s2, e.s2), d, y + 2 * lanes);
}

void correlate_all(std::span<const float> taps, const float* x, float* y, int count) {
  const int lanes = static_cast<int>(hn::Lanes(Wide()));
  for (int n = 0; n < count; n += 3 * lanes) {
    const int left = count - n;
    if (left > 2 * lanes) {
      correlate_stretch<3>(taps, x + n, y + n);
    } else if (left > lanes) {
      correlate_stretch<2>(taps, x + n, y + n);
    } else {
      correlate_stretch<1>(taps, x + n, y + n);
    }
  }
}

void multiply_columns(const ColumnKernels<float>& k, const float* even, const float* odd, float* re,
                      float* im) {
  const Narrow d;
  const std::size_t lanes = hn::Lanes(d), columns = static_cast<std::size_t>(k.columns);
  for (std::size_t c = 0; c < columns; c += 3 * lanes) {
    auto r0 = hn::Zero(d), r1 = r0, r2 = r0, i0 = r0, i1 = r0, i2 = r0;
    const float* kernel_re = k.re + c;
    const float* kernel_im = k.im + c;
    for (int m = 0; m < k.rows; ++m, kernel_re += columns, kernel_im += columns) {
      const auto e = hn::Set(d, even[m]), o = hn::Set(d, odd[m]);
      r0 = hn::MulAdd(e, hn::LoadU(d, kernel_re), r0);
      r1 = hn::MulAdd(e, hn::LoadU(d, kernel_re + lanes), r1);
      r2 = hn::MulAdd(e, hn::LoadU(d, kernel_re + 2 * lanes), r2);
      i0 = hn::MulAdd(o, hn::LoadU(d, kernel_im), i0);
      i1 = hn::MulAdd(o, hn::LoadU(d, kernel_im + lanes), i1);
      i2 = hn::MulAdd(o, hn::LoadU(d, kernel_im + 2 * lanes), i2);
    }
    hn::StoreU(r0, d, re + c);
    hn::StoreU(r1, d, re + c + lanes);
    hn::StoreU(r2, d, re + c + 2 * lanes);
    hn::StoreU(i0, d, im + c);
    hn::StoreU(i1, d, im + c + lanes);
    hn::StoreU(i2, d, im + c + 2 * lanes);
  }
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(correlate_all);
HWY_EXPORT(multiply_columns);

void correlate(std::span<const float> taps, const float* x, float* y, int count) noexcept {
  OTOSCAPE_KERNEL(correlate_all)(taps, x, y, count);
}

void correlate(std::span<const double> taps, const double* x, double* y, int count) noexcept {
  std::fill_n(y, count, 0.0);
  for (std::size_t j = 0; j < taps.size(); ++j) {
    for (int n = 0; n < count; ++n) y[n] += taps[j] * x[static_cast<int>(j) + n];
  }
}

void column_products(const ColumnKernels<float>& kernels, const float* even, const float* odd,
                     float* re, float* im) noexcept {
  OTOSCAPE_KERNEL(multiply_columns)(kernels, even, odd, re, im);
}

void column_products(const ColumnKernels<double>& k, const double* even, const double* odd,
                     double* re, double* im) noexcept {
  std::fill_n(re, k.columns, 0.0);
  std::fill_n(im, k.columns, 0.0);
  for (int m = 0; m < k.rows; ++m) {
    for (int c = 0; c < k.columns; ++c) {
      re[c] += even[m] * k.re[m * k.columns + c];
      im[c] += odd[m] * k.im[m * k.columns + c];
    }
  }
}

}  // namespace otoscape::dsp
#endif
