// SPDX-License-Identifier: Apache-2.0
// The sections of channels in lanes. Included once per SIMD target.

#if defined(OTOSCAPE_LOSS_MSBG_CHANNEL_LANES_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OTOSCAPE_LOSS_MSBG_CHANNEL_LANES_INL_H_
#undef OTOSCAPE_LOSS_MSBG_CHANNEL_LANES_INL_H_
#else
#define OTOSCAPE_LOSS_MSBG_CHANNEL_LANES_INL_H_
#endif

#include "hwy/highway.h"
#include "otoscape/loss/msbg/channel_lanes.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::msbg::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class Real>
using Tag = hn::CappedTag<Real, kLanes<Real>>;

template <class D>
HWY_INLINE hn::Vec<D> load(D d, const LaneRow<hn::TFromD<D>>& row, int lane) {
  return hn::Load(d, row.data() + lane);
}

// Calls run(d, lane) for vectors that cover the channels in use; where few are, with narrow ones:
// processors run more of those at once.
template <class Real, class Run>
HWY_INLINE void for_lanes(int channels, const Run& run) {
  const auto with = [&](auto d) HWY_ATTR {
    for (int lane = 0; lane < channels; lane += static_cast<int>(hn::Lanes(d))) run(d, lane);
  };
  if (channels <= 4) {
    with(hn::CappedTag<Real, 4>());
  } else if (channels <= 8) {
    with(hn::CappedTag<Real, 8>());
  } else {
    with(Tag<Real>());
  }
}

template <class D>
struct Pole {
  using V = hn::Vec<D>;
  using Real = hn::TFromD<D>;
  V re, im;

  HWY_INLINE void load_from(const LaneComplex<Real>& state, int lane) {
    re = load(D(), state.re, lane);
    im = load(D(), state.im, lane);
  }
  HWY_INLINE void store_to(LaneComplex<Real>& state, int lane) const {
    hn::Store(re, D(), state.re.data() + lane);
    hn::Store(im, D(), state.im.data() + lane);
  }
  // s ← p s + x, x real.
  HWY_INLINE void advance(V pole_re, V pole_im, V x) {
    const auto new_re = hn::MulAdd(pole_re, re, hn::NegMulAdd(pole_im, im, x));
    im = hn::MulAdd(pole_re, im, hn::Mul(pole_im, re));
    re = new_re;
  }
};

template <class D>
struct Section {
  using V = hn::Vec<D>;
  using Real = hn::TFromD<D>;
  V direct, weight_re, weight_im, pole_re, pole_im;
  Pole<D> s;

  HWY_INLINE Section(const LaneSection<Real>& section, int lane)
      : direct(load(D(), section.direct, lane)),
        weight_re(load(D(), section.weight_re, lane)),
        weight_im(load(D(), section.weight_im, lane)),
        pole_re(load(D(), section.pole_re, lane)),
        pole_im(load(D(), section.pole_im, lane)) {}
  HWY_INLINE void advance_state(V x) {
    const auto in_re = hn::Mul(weight_re, x), in_im = hn::Mul(weight_im, x);
    const auto new_re = hn::MulAdd(pole_re, s.re, hn::NegMulAdd(pole_im, s.im, in_re));
    s.im = hn::MulAdd(pole_re, s.im, hn::MulAdd(pole_im, s.re, in_im));
    s.re = new_re;
  }
  HWY_INLINE V advance(V x) {
    advance_state(x);
    return hn::MulAdd(direct, x, s.re);
  }
};

}  // namespace otoscape::loss::msbg::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
