// SPDX-License-Identifier: Apache-2.0
// A spectrum's bins beside their mirror images. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_MIRRORED_BINS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_MIRRORED_BINS_INL_H_
#undef OTOSCAPE_DSP_MIRRORED_BINS_INL_H_
#else
#define OTOSCAPE_DSP_MIRRORED_BINS_INL_H_
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Where the mirror images of the vector of bins from `k` on begin; element `size` mirrors element
// 0.
template <class D>
HWY_INLINE int mirror_of(D d, int size, int k) {
  return size - k - static_cast<int>(hn::Lanes(d)) + 1;
}

// Mirror images lie in reverse.
template <class D>
HWY_INLINE hn::Vec<D> load_mirrored(D d, const float* part, int size, int k) {
  return hn::Reverse(d, hn::LoadU(d, part + mirror_of(d, size, k)));
}
template <class D>
HWY_INLINE void store_mirrored(hn::Vec<D> v, D d, float* part, int size, int k) {
  hn::StoreU(hn::Reverse(d, v), d, part + mirror_of(d, size, k));
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
