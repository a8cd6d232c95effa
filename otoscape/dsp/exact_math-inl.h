// SPDX-License-Identifier: Apache-2.0
// log2 and exp2 in double precision, good to a few units in the last place; the quick ones are in
// fast_math-inl.h. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_EXACT_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_EXACT_MATH_INL_H_
#undef OTOSCAPE_DSP_EXACT_MATH_INL_H_
#else
#define OTOSCAPE_DSP_EXACT_MATH_INL_H_
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// log2 of a normal x > 0; error below 1e-15 of max(1, |result|), and relative to the result near
// x = 1, where it is exactly 0. The mantissa m lies in [0.75, 1.5); log2 m = 2/ln 2 · artanh z with
// z = (m − 1)/(m + 1), |z| ≤ 1/5: twelve terms of the series.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log2_exact(D d, V x) {
  const hn::RebindToSigned<D> di;
  const auto bits = hn::BitCast(di, x);
  const auto shifted = hn::Sub(bits, hn::Set(di, 0x3fe8000000000000));  // 0.75 starts an octave
  const auto exponent = hn::ShiftRight<52>(shifted);
  const V m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<52>(exponent)));
  const V one = hn::Set(d, 1.0);
  const V z = hn::Div(hn::Sub(m, one), hn::Add(m, one));
  const V z2 = hn::Mul(z, z);
  constexpr double kScale = 2.8853900817779268147;  // 2 / ln 2
  V series = hn::Set(d, kScale / 23.0);
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 21.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 19.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 17.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 15.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 13.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 11.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 9.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 7.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 5.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 3.0));
  series = hn::MulAdd(z2, series, hn::Set(d, kScale / 1.0));
  return hn::MulAdd(z, series, hn::ConvertTo(d, exponent));
}

// 2^x for x ≤ 1023; 0 below −1022. Relative error below 1e-15; exactly 1 at 0. Thirteen terms of
// the exponential series for the fraction, which lies within ±1/2.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp2_exact(D d, V x) {
  const hn::RebindToSigned<D> di;
  const V floored = hn::Max(x, hn::Set(d, -1022.0));
  const V whole = hn::Round(floored);
  const V f = hn::Sub(floored, whole);
  // (ln 2)^k / k!, k = 13 … 1
  V p = hn::Set(d, 1.3691488853904128881e-12);
  p = hn::MulAdd(f, p, hn::Set(d, 2.5678435993488205142e-11));
  p = hn::MulAdd(f, p, hn::Set(d, 4.4455382718708114976e-10));
  p = hn::MulAdd(f, p, hn::Set(d, 7.0549116208011233299e-9));
  p = hn::MulAdd(f, p, hn::Set(d, 1.0178086009239699727e-7));
  p = hn::MulAdd(f, p, hn::Set(d, 1.3215486790144309488e-6));
  p = hn::MulAdd(f, p, hn::Set(d, 1.5252733804059840280e-5));
  p = hn::MulAdd(f, p, hn::Set(d, 1.5403530393381609954e-4));
  p = hn::MulAdd(f, p, hn::Set(d, 1.3333558146428443423e-3));
  p = hn::MulAdd(f, p, hn::Set(d, 9.6181291076284771620e-3));
  p = hn::MulAdd(f, p, hn::Set(d, 5.5504108664821579953e-2));
  p = hn::MulAdd(f, p, hn::Set(d, 2.4022650695910071233e-1));
  p = hn::MulAdd(f, p, hn::Set(d, 6.9314718055994530942e-1));
  p = hn::MulAdd(f, p, hn::Set(d, 1.0));
  const auto power = hn::ShiftLeft<52>(hn::Add(hn::ConvertTo(di, whole), hn::Set(di, 1023)));
  return hn::IfThenElseZero(hn::Ge(x, hn::Set(d, -1022.0)), hn::Mul(p, hn::BitCast(d, power)));
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
