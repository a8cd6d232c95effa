// SPDX-License-Identifier: Apache-2.0
// From bands side by side to bands one after another. Included once per SIMD target.

#if defined(OTOSCAPE_BANK_TRANSPOSE_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_BANK_TRANSPOSE_TILE_INL_H_
#undef OTOSCAPE_BANK_TRANSPOSE_TILE_INL_H_
#else
#define OTOSCAPE_BANK_TRANSPOSE_TILE_INL_H_
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::bank::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Stores each 128-bit block of v, four bands apart.
template <class D>
HWY_INLINE void store_blocks(D d, hn::Vec<D> v, float* at, int four_bands) {
  if constexpr (hn::MaxLanes(D()) <= 4) {
    hn::StoreU(v, d, at);
  } else {
    const hn::Half<D> half;
    const int blocks = static_cast<int>(hn::Lanes(half)) / 4;
    store_blocks(half, hn::LowerHalf(half, v), at, four_bands);
    store_blocks(half, hn::UpperHalf(half, v), at + blocks * four_bands, four_bands);
  }
}

// Turns a tile (frames × one vector of bands) into rows of time `stride` apart, four frames at
// once.
template <class D>
void transpose_tile(D d, const float* tile, int frames, float* rows, int stride) {
  using V = hn::Vec<D>;
  const hn::RepartitionToWide<D> wide;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  const int four_bands = 4 * stride;
  for (int n = 0; n < frames; n += 4) {
    const float* row = tile + n * lanes;
    const V a = hn::Load(d, row), b = hn::Load(d, row + lanes);
    const V c = hn::Load(d, row + 2 * lanes), e = hn::Load(d, row + 3 * lanes);
    const auto ab = hn::BitCast(wide, hn::InterleaveLower(d, a, b));
    const auto ce = hn::BitCast(wide, hn::InterleaveLower(d, c, e));
    const auto ab_up = hn::BitCast(wide, hn::InterleaveUpper(d, a, b));
    const auto ce_up = hn::BitCast(wide, hn::InterleaveUpper(d, c, e));
    float* at = rows + n;
    const auto put = [&](auto v, int offset) HWY_ATTR {
      store_blocks(d, hn::BitCast(d, v), at + offset * stride, four_bands);
    };
    put(hn::InterleaveLower(wide, ab, ce), 0);
    put(hn::InterleaveUpper(wide, ab, ce), 1);
    put(hn::InterleaveLower(wide, ab_up, ce_up), 2);
    put(hn::InterleaveUpper(wide, ab_up, ce_up), 3);
  }
}

}  // namespace otoscape::bank::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
