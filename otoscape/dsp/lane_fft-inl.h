// SPDX-License-Identifier: Apache-2.0
// Complex transforms of many signals at once, one in each lane. Included once per SIMD target.

#if defined(OTOSCAPE_DSP_LANE_FFT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_DSP_LANE_FFT_INL_H_
#undef OTOSCAPE_DSP_LANE_FFT_INL_H_
#else
#define OTOSCAPE_DSP_LANE_FFT_INL_H_
#endif

#include <utility>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Parts of signals side by side: element n of lane l is at n · stride + l.
template <class Real>
struct LaneSplit {
  Real* re;
  Real* im;
};

// One radix-4 pass of Stockham's form from x to y: `n` points in each of `blocks` interleaved
// transforms, `tw` holds w, w², w³ (re, im each) for each of n/4 butterflies. Seven parameters: the
// vector, a pass, how its lanes lie, and its two ends.
template <class D, class Real = hn::TFromD<D>>
HWY_INLINE void lane_pass(D d, const Real* tw, int n, int blocks, int stride, LaneSplit<Real> x,
                          LaneSplit<Real> y) {
  const int quarter = n / 4, leap = blocks * quarter * stride;
  for (int p = 0; p < quarter; ++p, tw += 6) {
    const auto w1r = hn::Set(d, tw[0]), w1i = hn::Set(d, tw[1]), w2r = hn::Set(d, tw[2]);
    const auto w2i = hn::Set(d, tw[3]), w3r = hn::Set(d, tw[4]), w3i = hn::Set(d, tw[5]);
    for (int q = 0; q < blocks; ++q) {
      const int in = (q + blocks * p) * stride, out = (q + 4 * blocks * p) * stride;
      const auto ar = hn::Load(d, x.re + in), ai = hn::Load(d, x.im + in);
      const auto br = hn::Load(d, x.re + in + leap), bi = hn::Load(d, x.im + in + leap);
      const auto cr = hn::Load(d, x.re + in + 2 * leap), ci = hn::Load(d, x.im + in + 2 * leap);
      const auto er = hn::Load(d, x.re + in + 3 * leap), ei = hn::Load(d, x.im + in + 3 * leap);
      const auto acr = hn::Add(ar, cr), aci = hn::Add(ai, ci);
      const auto ber = hn::Add(br, er), bei = hn::Add(bi, ei);
      const auto a_cr = hn::Sub(ar, cr), a_ci = hn::Sub(ai, ci);
      const auto b_er = hn::Sub(br, er), b_ei = hn::Sub(bi, ei);
      const auto put = [&](int k, auto re, auto im, auto wr, auto wi) HWY_ATTR {
        const int at = out + k * blocks * stride;
        hn::Store(hn::NegMulAdd(im, wi, hn::Mul(re, wr)), d, y.re + at);
        hn::Store(hn::MulAdd(im, wr, hn::Mul(re, wi)), d, y.im + at);
      };
      hn::Store(hn::Add(acr, ber), d, y.re + out);
      hn::Store(hn::Add(aci, bei), d, y.im + out);
      put(1, hn::Add(a_cr, b_ei), hn::Sub(a_ci, b_er), w1r, w1i);
      put(2, hn::Sub(acr, ber), hn::Sub(aci, bei), w2r, w2i);
      put(3, hn::Sub(a_cr, b_ei), hn::Add(a_ci, b_er), w3r, w3i);
    }
  }
}

// X[k] = Σ x[n] e^{−j2πkn/256} of every lane; the result is in `data`. `twiddles` holds those of
// the passes of 256, 64, 16 and 4 points one after another (lane_twiddles in lane_fft.h).
template <class D, class Real = hn::TFromD<D>>
HWY_INLINE void lane_transform_256(D d, const Real* twiddles, int stride, LaneSplit<Real> data,
                                   LaneSplit<Real> scratch) {
  int blocks = 1;
  for (int n = 256; n >= 4; n /= 4, blocks *= 4) {
    lane_pass(d, twiddles, n, blocks, stride, data, scratch);
    twiddles += 6 * (n / 4);
    std::swap(data, scratch);
  }
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
