// SPDX-License-Identifier: Apache-2.0
// The passes of Stockham's transform, radix 4 and 8. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_FFT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_FFT_INL_H_
#undef OTOSCAPE_DSP_FFT_INL_H_
#else
#define OTOSCAPE_DSP_FFT_INL_H_
#endif

#include <cstdint>
#include <numbers>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class Real>
struct Split {
  Real* re;
  Real* im;
};

template <class V>
struct Complex {
  V re, im;
};

template <class D>
HWY_INLINE Complex<hn::Vec<D>> load(D d, const Split<hn::TFromD<D>>& x, int at) {
  return {hn::LoadU(d, x.re + at), hn::LoadU(d, x.im + at)};
}
template <class D>
HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, Split<hn::TFromD<D>> y, int at) {
  hn::StoreU(v.re, d, y.re + at);
  hn::StoreU(v.im, d, y.im + at);
}
template <class V>
HWY_INLINE Complex<V> add(Complex<V> a, Complex<V> b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}
template <class V>
HWY_INLINE Complex<V> sub(Complex<V> a, Complex<V> b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}
// a + jb and a − jb.
template <class V>
HWY_INLINE Complex<V> add_turned(Complex<V> a, Complex<V> b) {
  return {hn::Sub(a.re, b.im), hn::Add(a.im, b.re)};
}
template <class V>
HWY_INLINE Complex<V> sub_turned(Complex<V> a, Complex<V> b) {
  return {hn::Add(a.re, b.im), hn::Sub(a.im, b.re)};
}
template <class V>
HWY_INLINE Complex<V> times(Complex<V> a, Complex<V> w) {
  return {hn::NegMulAdd(a.im, w.im, hn::Mul(a.re, w.re)),
          hn::MulAdd(a.im, w.re, hn::Mul(a.re, w.im))};
}

// y_m = Σ x_k e^{−j2πkm/4}.
template <class V>
struct Four {
  Complex<V> y0, y1, y2, y3;
};
template <class V>
HWY_INLINE Four<V> radix4(Complex<V> x0, Complex<V> x1, Complex<V> x2, Complex<V> x3) {
  const auto even = add(x0, x2), odd = add(x1, x3), even_ = sub(x0, x2), odd_ = sub(x1, x3);
  return {add(even, odd), sub_turned(even_, odd_), sub(even, odd), add_turned(even_, odd_)};
}
// As radix4 where x2 and x3 are nil.
template <class V>
HWY_INLINE Four<V> radix4(Complex<V> x0, Complex<V> x1) {
  return {add(x0, x1), sub_turned(x0, x1), sub(x0, x1), add_turned(x0, x1)};
}

// y_m = Σ x_k e^{−j2πkm/8}.
template <class V>
struct Eight {
  Complex<V> y0, y1, y2, y3, y4, y5, y6, y7;
};
// From the transforms of the even and of the odd inputs.
template <class D, class V = hn::Vec<D>>
HWY_INLINE Eight<V> radix8(D d, Four<V> even, Four<V> odd) {
  const V half = hn::Set(d, static_cast<hn::TFromD<D>>(std::numbers::sqrt2 / 2));
  const V sum1 = hn::Add(odd.y1.re, odd.y1.im), difference1 = hn::Sub(odd.y1.im, odd.y1.re);
  const V sum3 = hn::Add(odd.y3.re, odd.y3.im), difference3 = hn::Sub(odd.y3.im, odd.y3.re);
  return {
      add(even.y0, odd.y0),
      {hn::MulAdd(half, sum1, even.y1.re), hn::MulAdd(half, difference1, even.y1.im)},
      sub_turned(even.y2, odd.y2),
      {hn::MulAdd(half, difference3, even.y3.re), hn::NegMulAdd(half, sum3, even.y3.im)},
      sub(even.y0, odd.y0),
      {hn::NegMulAdd(half, sum1, even.y1.re), hn::NegMulAdd(half, difference1, even.y1.im)},
      add_turned(even.y2, odd.y2),
      {hn::NegMulAdd(half, difference3, even.y3.re), hn::MulAdd(half, sum3, even.y3.im)},
  };
}

// Four or eight inputs `leap` apart; with kHalf the second half of them is nil and is not read.
template <bool kHalf, class D>
HWY_INLINE Four<hn::Vec<D>> read_four(D d, Split<hn::TFromD<D>> x, int at, int leap) {
  if constexpr (kHalf) return radix4(load(d, x, at), load(d, x, at + leap));
  return radix4(load(d, x, at), load(d, x, at + leap), load(d, x, at + 2 * leap),
                load(d, x, at + 3 * leap));
}
template <bool kHalf, class D>
HWY_INLINE Eight<hn::Vec<D>> read_eight(D d, Split<hn::TFromD<D>> x, int at, int leap) {
  return radix8(d, read_four<kHalf>(d, x, at, 2 * leap),
                read_four<kHalf>(d, x, at + leap, 2 * leap));
}

// Four by four elements, transposed, in each 128 bits.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void transpose_four(D d, V& v0, V& v1, V& v2, V& v3) {
  const hn::Repartition<std::uint64_t, D> wide;
  const auto low01 = hn::BitCast(wide, hn::InterleaveLower(d, v0, v1));
  const auto low23 = hn::BitCast(wide, hn::InterleaveLower(d, v2, v3));
  const auto high01 = hn::BitCast(wide, hn::InterleaveUpper(d, v0, v1));
  const auto high23 = hn::BitCast(wide, hn::InterleaveUpper(d, v2, v3));
  v0 = hn::BitCast(d, hn::InterleaveLower(wide, low01, low23));
  v1 = hn::BitCast(d, hn::InterleaveUpper(wide, low01, low23));
  v2 = hn::BitCast(d, hn::InterleaveLower(wide, high01, high23));
  v3 = hn::BitCast(d, hn::InterleaveUpper(wide, high01, high23));
}

// to[8p + m] is element p of vector m. Four or eight elements a vector.
template <class V>
struct Parts {
  V v0, v1, v2, v3, v4, v5, v6, v7;
};
template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_interleaved(D d, Parts<hn::Vec<D>> v, float* to) {
  transpose_four(d, v.v0, v.v1, v.v2, v.v3);
  transpose_four(d, v.v4, v.v5, v.v6, v.v7);
  const auto put = [&](V first, V second, int p) HWY_ATTR {
    if (hn::Lanes(d) == 8) {
      hn::StoreU(hn::ConcatLowerLower(d, second, first), d, to + 8 * p);
      hn::StoreU(hn::ConcatUpperUpper(d, second, first), d, to + 8 * (p + 4));
    } else {
      hn::StoreU(first, d, to + 8 * p);
      hn::StoreU(second, d, to + 8 * p + 4);
    }
  };
  put(v.v0, v.v4, 0);
  put(v.v1, v.v5, 1);
  put(v.v2, v.v6, 2);
  put(v.v3, v.v7, 3);
}

// One pass: `n` points in each of `stride` interleaved transforms.
template <class Real>
struct Pass {
  const Real* twiddles;
  int n, stride;
  Split<Real> from, to;
};

// First passes, stride 1: lanes run over the butterflies, results interleave. Twiddles: w, w², …,
// the real and then the imaginary parts of n / radix of each.
template <bool kHalf, class Real>
void first_pass_4(const Pass<Real>& pass) {
  const hn::CappedTag<Real, 4> d;
  const int quarter = pass.n / 4;
  for (int p = 0; p < quarter; p += static_cast<int>(hn::Lanes(d))) {
    const auto y = read_four<kHalf>(d, pass.from, p, quarter);
    const auto turned = [&](Complex<hn::Vec<decltype(d)>> v, int k) HWY_ATTR {
      const Real* w = pass.twiddles + 2 * (k - 1) * quarter + p;
      return times(v, {hn::LoadU(d, w), hn::LoadU(d, w + quarter)});
    };
    const auto y1 = turned(y.y1, 1), y2 = turned(y.y2, 2), y3 = turned(y.y3, 3);
    hn::StoreInterleaved4(y.y0.re, y1.re, y2.re, y3.re, d, pass.to.re + 4 * p);
    hn::StoreInterleaved4(y.y0.im, y1.im, y2.im, y3.im, d, pass.to.im + 4 * p);
  }
}
template <bool kHalf>
void first_pass_8(const Pass<float>& pass) {
  const hn::CappedTag<float, 8> d;
  const int eighth = pass.n / 8;
  for (int p = 0; p < eighth; p += static_cast<int>(hn::Lanes(d))) {
    const auto y = read_eight<kHalf>(d, pass.from, p, eighth);
    const auto turned = [&](Complex<hn::Vec<decltype(d)>> v, int k) HWY_ATTR {
      const float* w = pass.twiddles + 2 * (k - 1) * eighth + p;
      return times(v, {hn::LoadU(d, w), hn::LoadU(d, w + eighth)});
    };
    const auto y1 = turned(y.y1, 1), y2 = turned(y.y2, 2), y3 = turned(y.y3, 3);
    const auto y4 = turned(y.y4, 4), y5 = turned(y.y5, 5), y6 = turned(y.y6, 6);
    const auto y7 = turned(y.y7, 7);
    store_interleaved(d, {y.y0.re, y1.re, y2.re, y3.re, y4.re, y5.re, y6.re, y7.re},
                      pass.to.re + 8 * p);
    store_interleaved(d, {y.y0.im, y1.im, y2.im, y3.im, y4.im, y5.im, y6.im, y7.im},
                      pass.to.im + 8 * p);
  }
}

// Passes between: lanes run over the stride, one set of twiddles for all. Twiddles: real and
// imaginary part of w, w², … of one butterfly after another.
template <int kRadix, class D, class Real = hn::TFromD<D>>
void middle_pass(D d, const Pass<Real>& pass) {
  const int count = pass.n / kRadix, leap = pass.stride * count;
  for (int p = 0; p < count; ++p) {
    const Real* tw = pass.twiddles + 2 * (kRadix - 1) * p;
    for (int q = 0; q < pass.stride; q += static_cast<int>(hn::Lanes(d))) {
      const int in = q + pass.stride * p, out = q + pass.stride * kRadix * p;
      const auto put = [&](Complex<hn::Vec<D>> v, int k) HWY_ATTR {
        const Complex<hn::Vec<D>> w{hn::Set(d, tw[2 * k - 2]), hn::Set(d, tw[2 * k - 1])};
        store(d, times(v, w), pass.to, out + k * pass.stride);
      };
      if constexpr (kRadix == 4) {
        const auto y = read_four<false>(d, pass.from, in, leap);
        store(d, y.y0, pass.to, out);
        put(y.y1, 1);
        put(y.y2, 2);
        put(y.y3, 3);
      } else {
        const auto y = read_eight<false>(d, pass.from, in, leap);
        store(d, y.y0, pass.to, out);
        put(y.y1, 1);
        put(y.y2, 2);
        put(y.y3, 3);
        put(y.y4, 4);
        put(y.y5, 5);
        put(y.y6, 6);
        put(y.y7, 7);
      }
    }
  }
}

// Last passes, n = radix: no twiddles, and each butterfly may write where it has read. With kHalf
// the second half of the outputs is not wanted.
template <int kRadix, bool kHalf, class D, class Real = hn::TFromD<D>>
void last_pass(D d, const Pass<Real>& pass) {
  const int stride = pass.stride;
  for (int q = 0; q < stride; q += static_cast<int>(hn::Lanes(d))) {
    const auto put = [&](Complex<hn::Vec<D>> v, int k) HWY_ATTR {
      if (!kHalf || k < kRadix / 2) store(d, v, pass.to, q + k * stride);
    };
    if constexpr (kRadix == 4) {
      const auto y = read_four<false>(d, pass.from, q, stride);
      put(y.y0, 0);
      put(y.y1, 1);
      put(y.y2, 2);
      put(y.y3, 3);
    } else {
      const auto y = read_eight<false>(d, pass.from, q, stride);
      put(y.y0, 0);
      put(y.y1, 1);
      put(y.y2, 2);
      put(y.y3, 3);
      put(y.y4, 4);
      put(y.y5, 5);
      put(y.y6, 6);
      put(y.y7, 7);
    }
  }
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
