// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/k_weigher.h"

#include <algorithm>
#include <bit>

#include "otoscape/render/programme/k_weighting.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/render/programme/k_weigher.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::render::programme::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// One filter, of lanes D. The transposed direct form II with its second memory put in:
//   y[n] = b0 x[n] + s[n−1]
//   s[n] = (b1 − a1 b0) x[n] + (b2 − a2 b0) x[n−1] − a1 s[n−1] − a2 s[n−2]
template <class D>
struct Section {
  using V = hn::Vec<D>;
  V b0, now, before, a1, a2;
  V x, s, older;  // x[n−1], s[n−1], s[n−2]

  Section(const dsp::Biquad& f, const double* memory, std::size_t stride)
      : b0(hn::Set(D(), f.b0)),
        now(hn::Set(D(), f.b1 - f.a1 * f.b0)),
        before(hn::Set(D(), f.b2 - f.a2 * f.b0)),
        a1(hn::Set(D(), f.a1)),
        a2(hn::Set(D(), f.a2)),
        x(hn::Load(D(), memory)),
        s(hn::Load(D(), memory + stride)),
        older(hn::Load(D(), memory + 2 * stride)) {}
  HWY_INLINE V step(V in) {
    const V y = hn::MulAdd(b0, in, s);
    const V rest = hn::NegMulAdd(a2, older, hn::MulAdd(now, in, hn::Mul(before, x)));
    x = in, older = s;
    s = hn::NegMulAdd(a1, s, rest);
    return y;
  }
  void keep(double* memory, std::size_t stride) const {
    hn::Store(x, D(), memory);
    hn::Store(s, D(), memory + stride);
    hn::Store(older, D(), memory + 2 * stride);
  }
};

template <std::size_t kLanes>
void weigh(const dsp::Biquad* filters, double* memory, const float* rows, std::size_t frames,
           double* sums) {
  using D = hn::CappedTag<double, kLanes>;
  const D d;
  const hn::Rebind<float, D> single;
  for (std::size_t lane = 0; lane < kLanes; lane += hn::Lanes(d)) {
    double* own = memory + lane;
    Section<D> head(filters[0], own, kLanes), low(filters[1], own + 3 * kLanes, kLanes);
    auto sum = hn::LoadU(d, sums + lane);
    for (std::size_t n = 0; n < frames; ++n) {
      const auto x = hn::PromoteTo(d, hn::LoadU(single, rows + n * kLanes + lane));
      const auto y = low.step(head.step(x));
      sum = hn::MulAdd(y, y, sum);
    }
    head.keep(own, kLanes);
    low.keep(own + 3 * kLanes, kLanes);
    hn::StoreU(sum, d, sums + lane);
  }
}

void weigh_2(const dsp::Biquad* filters, double* memory, const float* rows, std::size_t frames,
             double* sums) {
  weigh<2>(filters, memory, rows, frames, sums);
}
void weigh_4(const dsp::Biquad* filters, double* memory, const float* rows, std::size_t frames,
             double* sums) {
  weigh<4>(filters, memory, rows, frames, sums);
}
void weigh_8(const dsp::Biquad* filters, double* memory, const float* rows, std::size_t frames,
             double* sums) {
  weigh<8>(filters, memory, rows, frames, sums);
}

}  // namespace otoscape::render::programme::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::render::programme {

HWY_EXPORT(weigh_2);
HWY_EXPORT(weigh_4);
HWY_EXPORT(weigh_8);

KWeigher::KWeigher(Hertz rate, std::size_t sounds)
    : lanes_(std::max<std::size_t>(2, std::bit_ceil(sounds))), filters_(k_filters(rate)) {}

void KWeigher::add(const float* rows, std::size_t frames, double* sums) noexcept {
  const auto kernel = lanes_ == 2   ? OTOSCAPE_KERNEL(weigh_2)
                      : lanes_ == 4 ? OTOSCAPE_KERNEL(weigh_4)
                                    : OTOSCAPE_KERNEL(weigh_8);
  kernel(filters_.data(), memory_, rows, frames, sums);
}

}  // namespace otoscape::render::programme
#endif
