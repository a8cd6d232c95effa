// SPDX-License-Identifier: Apache-2.0
// log2 and exp2, good to a few units in the last place; faster ones are in fast_math-inl.h.
// Included once per SIMD target.

#if defined(OTOSCAPE_DSP_FINE_MATH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_FINE_MATH_INL_H_
#undef OTOSCAPE_DSP_FINE_MATH_INL_H_
#else
#define OTOSCAPE_DSP_FINE_MATH_INL_H_
#endif

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Added to a small integer-valued double, its low bits are that integer.
inline constexpr double kWholeInLowBits = 6755399441055744.0;  // 1.5 · 2^52

// log2 of a normal x > 0; error below 4e-15 relative to the result, which is exactly 0 at 1. The
// mantissa m lies in [0.75, 1.5); log2 m = z·R(z²) with z = (m − 1)/(m + 1), |z| ≤ 1/5, and R of
// degree 6 nearly minimax (our fit, 1.6e-15).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V log2_fine(D d, V x) {
  const hn::RebindToSigned<D> di;
  const auto bits = hn::BitCast(di, x);
  const auto shifted = hn::Sub(bits, hn::Set(di, 0x3fe8000000000000));  // 0.75 starts an octave
  const auto exponent = hn::ShiftRight<52>(shifted);
  const V m = hn::BitCast(d, hn::Sub(bits, hn::ShiftLeft<52>(exponent)));
  const V one = hn::Set(d, 1.0), magic = hn::Set(d, kWholeInLowBits);
  const V octave = hn::Sub(hn::BitCast(d, hn::Add(exponent, hn::BitCast(di, magic))), magic);
  const V z = hn::Div(hn::Sub(m, one), hn::Add(m, one));
  const V u = hn::Mul(z, z), u2 = hn::Mul(u, u), u4 = hn::Mul(u2, u2);
  const V r01 = hn::MulAdd(u, hn::Set(d, 0.9617966939152953), hn::Set(d, 2.885390081777931));
  const V r23 = hn::MulAdd(u, hn::Set(d, 0.4121979458298751), hn::Set(d, 0.5770780206198138));
  const V r45 = hn::MulAdd(u, hn::Set(d, 0.2606692166925962), hn::Set(d, 0.32064412403314674));
  const V r456 = hn::MulAdd(u2, hn::Set(d, 0.2510310720464683), r45);
  return hn::MulAdd(z, hn::MulAdd(u4, r456, hn::MulAdd(u2, r23, r01)), octave);
}

// 2^x for x ≤ 1022; 2^−1022 below −1022. Relative error below 2e-15 and exactly 1 at 0: the
// fraction f lies within ±1/2 and 2^f = 1 + f·Q(f), Q of degree 9 nearly minimax (our fit, 1.5e-15
// of Q).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp2_fine(D d, V x) {
  const hn::RebindToSigned<D> di;
  const V magic = hn::Set(d, kWholeInLowBits);
  const V floored = hn::Max(x, hn::Set(d, -1022.0));
  const V whole = hn::Add(floored, magic);
  const V f = hn::Sub(floored, hn::Sub(whole, magic));
  const V f2 = hn::Mul(f, f), f4 = hn::Mul(f2, f2), f8 = hn::Mul(f4, f4);
  const V q01 = hn::MulAdd(f, hn::Set(d, 0.24022650695910075), hn::Set(d, 0.6931471805599462));
  const V q23 = hn::MulAdd(f, hn::Set(d, 0.009618129107618665), hn::Set(d, 0.05550410866465167));
  const V q45 =
      hn::MulAdd(f, hn::Set(d, 0.00015403530424776529), hn::Set(d, 0.0013333558200794592));
  const V q67 =
      hn::MulAdd(f, hn::Set(d, 1.3215451633221434e-06), hn::Set(d, 1.5252672924850737e-05));
  const V q89 =
      hn::MulAdd(f, hn::Set(d, 7.070977866508138e-09), hn::Set(d, 1.0205905413765595e-07));
  const V low = hn::MulAdd(f4, hn::MulAdd(f2, q67, q45), hn::MulAdd(f2, q23, q01));
  const V p = hn::MulAdd(f, hn::MulAdd(f8, q89, low), hn::Set(d, 1.0));
  return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<52>(hn::BitCast(di, whole))));
}

// The same in single precision, for x ≤ 126; 2^−126 below −126. Relative error below 2e-7 and
// exactly 1 at 0 (our fit, Q of degree 5).
template <class D, class V = hn::Vec<D>>
HWY_INLINE V exp2_single(D d, V x) {
  const hn::RebindToSigned<D> di;
  const V magic = hn::Set(d, 12582912.0f);  // 1.5 · 2^23
  const V floored = hn::Max(x, hn::Set(d, -126.0f));
  const V whole = hn::Add(floored, magic);
  const V f = hn::Sub(floored, hn::Sub(whole, magic));
  V q = hn::MulAdd(f, hn::Set(d, 0.000154531629f), hn::Set(d, 0.00133908634f));
  q = hn::MulAdd(f, q, hn::Set(d, 0.00961808256f));
  q = hn::MulAdd(f, q, hn::Set(d, 0.0555035711f));
  q = hn::MulAdd(f, q, hn::Set(d, 0.240226508f));
  q = hn::MulAdd(f, q, hn::Set(d, 0.693147188f));
  const V p = hn::MulAdd(f, q, hn::Set(d, 1.0f));
  return hn::BitCast(d, hn::Add(hn::BitCast(di, p), hn::ShiftLeft<23>(hn::BitCast(di, whole))));
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
