// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/fft.h"

#include <cassert>
#include <cmath>
#include <cstring>
#include <numbers>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/fft.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_DSP_FFT_SPLIT
#define OTOSCAPE_DSP_FFT_SPLIT
namespace otoscape::dsp {
template <class Real>
struct Split {
  Real* re;
  Real* im;
};
}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct Complex {
  V re, im;
};

template <class D>
HWY_INLINE Complex<hn::Vec<D>> load(D d, Split<hn::TFromD<D>> x, int at) {
  return {hn::LoadU(d, x.re + at), hn::LoadU(d, x.im + at)};
}
template <class V>
HWY_INLINE Complex<V> add(Complex<V> a, Complex<V> b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}
template <class V>
HWY_INLINE Complex<V> sub(Complex<V> a, Complex<V> b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}
template <class V>
HWY_INLINE Complex<V> times(Complex<V> a, Complex<V> w) {
  return {hn::NegMulAdd(a.im, w.im, hn::Mul(a.re, w.re)),
          hn::MulAdd(a.im, w.re, hn::Mul(a.re, w.im))};
}

template <class V>
struct Butterfly {
  Complex<V> y0, y1, y2, y3;  // before their twiddles
};

template <class V>
HWY_INLINE Butterfly<V> radix4(Complex<V> a, Complex<V> b, Complex<V> c, Complex<V> d) {
  const auto ac = add(a, c), bd = add(b, d), a_c = sub(a, c), b_d = sub(b, d);
  return {add(ac, bd),
          {hn::Add(a_c.re, b_d.im), hn::Sub(a_c.im, b_d.re)},
          sub(ac, bd),
          {hn::Sub(a_c.re, b_d.im), hn::Add(a_c.im, b_d.re)}};
}

// First pass, stride 1: lanes run over the butterflies, results interleave.
template <class Real>
void first_pass(const Real* tw, int n, Split<Real> x, Split<Real> y) {
  const hn::CappedTag<Real, 4> d;
  const int quarter = n / 4;
  for (int p = 0; p < quarter; p += static_cast<int>(hn::Lanes(d))) {
    const auto f = radix4(load(d, x, p), load(d, x, p + quarter), load(d, x, p + 2 * quarter),
                          load(d, x, p + 3 * quarter));
    const auto w = [&](int k) {
      return Complex<hn::Vec<decltype(d)>>{hn::LoadU(d, tw + 2 * k * quarter + p),
                                           hn::LoadU(d, tw + (2 * k + 1) * quarter + p)};
    };
    const auto y1 = times(f.y1, w(0)), y2 = times(f.y2, w(1)), y3 = times(f.y3, w(2));
    hn::StoreInterleaved4(f.y0.re, y1.re, y2.re, y3.re, d, y.re + 4 * p);
    hn::StoreInterleaved4(f.y0.im, y1.im, y2.im, y3.im, d, y.im + 4 * p);
  }
}

// Later passes: lanes run over the stride, one twiddle for all. Six parameters: the vector, a pass
// and its two ends.
template <class D, class Real = hn::TFromD<D>>
void later_pass(D d, const Real* tw, int n, int stride, Split<Real> x, Split<Real> y) {
  const int quarter = n / 4;
  for (int p = 0; p < quarter; ++p) {
    const auto w = [&](int k) {
      return Complex<hn::Vec<D>>{hn::Set(d, tw[2 * k * quarter + p]),
                                 hn::Set(d, tw[(2 * k + 1) * quarter + p])};
    };
    const auto w1 = w(0), w2 = w(1), w3 = w(2);
    for (int q = 0; q < stride; q += static_cast<int>(hn::Lanes(d))) {
      const int in = q + stride * p, out = q + stride * 4 * p, leap = stride * quarter;
      const auto f = radix4(load(d, x, in), load(d, x, in + leap), load(d, x, in + 2 * leap),
                            load(d, x, in + 3 * leap));
      const auto put = [&](Complex<hn::Vec<D>> v, int k) {
        hn::StoreU(v.re, d, y.re + out + k * stride);
        hn::StoreU(v.im, d, y.im + out + k * stride);
      };
      put(f.y0, 0);
      put(times(f.y1, w1), 1);
      put(times(f.y2, w2), 2);
      put(times(f.y3, w3), 3);
    }
  }
}

template <class Real>
void last_radix2(int half, Split<Real> x, Split<Real> y) {
  const hn::CappedTag<Real, 4> d;
  for (int q = 0; q < half; q += static_cast<int>(hn::Lanes(d))) {
    const auto a = load(d, x, q), b = load(d, x, q + half);
    const auto sum = add(a, b), difference = sub(a, b);
    hn::StoreU(sum.re, d, y.re + q);
    hn::StoreU(sum.im, d, y.im + q);
    hn::StoreU(difference.re, d, y.re + q + half);
    hn::StoreU(difference.im, d, y.im + q + half);
  }
}

template <class Real>
void transform(const Real* tw, int size, Split<Real> data, Split<Real> scratch) {
  Split<Real> x = data, y = scratch;
  int n = size;
  for (int stride = 1; n >= 4; stride *= 4, n /= 4, std::swap(x, y)) {
    if (stride == 1) {
      first_pass(tw, n, x, y);
    } else if (stride == 4) {
      later_pass(hn::CappedTag<Real, 4>(), tw, n, stride, x, y);
    } else {
      later_pass(hn::CappedTag<Real, 16>(), tw, n, stride, x, y);
    }
    tw += 6 * (n / 4);
  }
  if (n == 2) {
    last_radix2(size / 2, x, y);
    std::swap(x, y);
  }
  if (x.re != data.re) {
    std::memcpy(data.re, x.re, sizeof(Real) * static_cast<std::size_t>(size));
    std::memcpy(data.im, x.im, sizeof(Real) * static_cast<std::size_t>(size));
  }
}

void transform_single(const float* tw, int size, Split<float> data, Split<float> scratch) {
  transform(tw, size, data, scratch);
}
void transform_double(const double* tw, int size, Split<double> data, Split<double> scratch) {
  transform(tw, size, data, scratch);
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(transform_single);
HWY_EXPORT(transform_double);

template <class Real>
void BasicFft<Real>::prepare(int size, Arena& arena) {
  assert(size >= 16 && size <= 1 << 20 && (size & (size - 1)) == 0);
  size_ = size;
  twiddles_ = arena.take<Real>(static_cast<std::size_t>(2 * size));
  scratch_ = arena.take<Real>(static_cast<std::size_t>(2 * size));
  Real* tw = twiddles_.data();
  for (int n = size; n >= 4; n /= 4) {
    for (int power = 1; power <= 3; ++power) {
      for (int p = 0; p < n / 4; ++p) {
        const double angle = -2.0 * std::numbers::pi * power * p / n;
        tw[p] = static_cast<Real>(std::cos(angle));
        tw[n / 4 + p] = static_cast<Real>(std::sin(angle));
      }
      tw += n / 2;
    }
  }
}

template <class Real>
void BasicFft<Real>::forward(std::span<Real> re, std::span<Real> im) noexcept {
  const Split<Real> data{re.data(), im.data()}, scratch{scratch_.data(), scratch_.data() + size_};
  if constexpr (sizeof(Real) == sizeof(float)) {
    OTOSCAPE_KERNEL(transform_single)(twiddles_.data(), size_, data, scratch);
  } else {
    OTOSCAPE_KERNEL(transform_double)(twiddles_.data(), size_, data, scratch);
  }
}

template class BasicFft<float>;
template class BasicFft<double>;

}  // namespace otoscape::dsp
#endif
