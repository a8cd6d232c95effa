// SPDX-License-Identifier: Apache-2.0
// log2 and exp2 for levels and gains, good to 0.0001 dB. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_FAST_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_FAST_MATH_INL_H_
#undef OTOSCAPE_DSP_FAST_MATH_INL_H_
#else
#define OTOSCAPE_DSP_FAST_MATH_INL_H_
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// log2 of x ≥ 1e-37; error below 4e-7 absolute before
// rounding. The exponent is split off so that the mantissa m
// lies in [0.75, 1.5), where log2 m = 2/ln 2 · artanh((m − 1)/(m + 1)) needs four terms.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log2(D d, V x) {
  const hn::RebindToSigned<D> di;
  const auto bits = hn::BitCast(di, x);
  const auto shifted = hn::Sub(bits, hn::Set(di, 0x3f400000));  // 0.75 starts a new octave
  const auto exponent = hn::ShiftRight<23>(shifted);
  const V m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<23>(exponent)));
  const V one = hn::Set(d, 1.0f);
  const V z = hn::Div(hn::Sub(m, one), hn::Add(m, one));
  const V z2 = hn::Mul(z, z);
  V series = hn::MulAdd(z2, hn::Set(d, 0.41219858f), hn::Set(d, 0.57707801f));
  series = hn::MulAdd(z2, series, hn::Set(d, 0.96179669f));
  series = hn::MulAdd(z2, series, hn::Set(d, 2.8853901f));
  return hn::MulAdd(z, series, hn::ConvertTo(d, exponent));
}

// 2^x for x ≤ 127; 0 below −126. Relative error below 3.4e-6; exactly 1 at 0.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp2(D d, V x) {
  const hn::RebindToSigned<D> di;
  const V floored = hn::Max(x, hn::Set(d, -126.0f));
  const V whole = hn::Round(floored);
  const V f = hn::Sub(floored, whole);
  V p = hn::MulAdd(f, hn::Set(d, 1.3333558e-3f), hn::Set(d, 9.6181291e-3f));
  p = hn::MulAdd(f, p, hn::Set(d, 5.5504109e-2f));
  p = hn::MulAdd(f, p, hn::Set(d, 0.24022651f));
  p = hn::MulAdd(f, p, hn::Set(d, 0.69314718f));
  p = hn::MulAdd(f, p, hn::Set(d, 1.0f));
  const auto power = hn::ShiftLeft<23>(hn::Add(hn::ConvertTo(di, whole), hn::Set(di, 127)));
  return hn::IfThenElseZero(hn::Gt(x, hn::Set(d, -126.0f)), hn::Mul(p, hn::BitCast(d, power)));
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
