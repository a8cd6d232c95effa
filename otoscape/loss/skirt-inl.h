// SPDX-License-Identifier: Apache-2.0
// For kernels compiled once per SIMD target; included within foreach_target.

#if defined(OTOSCAPE_LOSS_SKIRT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_LOSS_SKIRT_INL_H
#undef OTOSCAPE_LOSS_SKIRT_INL_H
#else
#define OTOSCAPE_LOSS_SKIRT_INL_H
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {

// The factor s of Skirts for sin φ = u; 2(1 − cos φ) = u² + u⁴/4 + u⁶/8 + …
template <class D>
HWY_INLINE hwy::HWY_NAMESPACE::Vec<D> skirt(D d, hwy::HWY_NAMESPACE::Vec<D> u,
                                            hwy::HWY_NAMESPACE::Vec<D> kappa) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto one = hn::Set(d, 1.0f), u2 = hn::Mul(u, u);
  const auto q =
      hn::Mul(u2, hn::MulAdd(u2, hn::MulAdd(u2, hn::Set(d, 0.125f), hn::Set(d, 0.25f)), one));
  return hn::MulAdd(kappa, q, one);
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
