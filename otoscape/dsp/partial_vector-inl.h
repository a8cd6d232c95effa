// SPDX-License-Identifier: Apache-2.0
// The last few values of a row, fewer than a vector. Highway's masked loads and blended stores
// cannot be used where the memory ends there: before AVX2 and on Arm they touch the whole vector,
// and the load must be aligned. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_PARTIAL_VECTOR_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_PARTIAL_VECTOR_INL_H_
#undef OTOSCAPE_DSP_PARTIAL_VECTOR_INL_H_
#else
#define OTOSCAPE_DSP_PARTIAL_VECTOR_INL_H_
#endif

#include <algorithm>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Loads `count` values; the other lanes are zero.
template <class D>
HWY_INLINE hn::Vec<D> load_some(D d, const float* from, std::size_t count) {
  HWY_ALIGN float whole[hn::MaxLanes(D())] = {};
  std::copy_n(from, count, whole);
  return hn::Load(d, whole);
}

// Stores the first `count` values; memory behind them is not touched.
template <class D>
HWY_INLINE void store_some(hn::Vec<D> v, D d, float* to, std::size_t count) {
  HWY_ALIGN float whole[hn::MaxLanes(D())];
  hn::Store(v, d, whole);
  std::copy_n(whole, count, to);
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
