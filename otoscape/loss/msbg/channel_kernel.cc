// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/channel_kernel.h"

#include "otoscape/loss/msbg/recruitment.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/msbg/channel_kernel.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/dsp/fast_math-inl.h"
#include "otoscape/dsp/fine_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::msbg::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace math = dsp::HWY_NAMESPACE;

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

constexpr int kInterleaved = 4;  // channels that a staged row of the sound holds

// Stages the sound as rows of four channels, each ahead by its own advance: stage[q][n][4].
template <class Real>
void stage(const FilterRun<Real>& run) {
  const Tag<Real> d;
  for (int lane = 0; lane < run.channels->count; lane += kInterleaved) {
    const IndexFor<Real>* ahead = run.channels->advance_frames.data() + lane;
    const Real *a = run.in + ahead[0], *b = run.in + ahead[1];
    const Real *c = run.in + ahead[2], *e = run.in + ahead[3];
    Real* rows = run.staged + lane * run.frames_staged;
    for (int n = 0; n < run.frames; n += static_cast<int>(hn::Lanes(d))) {
      hn::StoreInterleaved4(hn::LoadU(d, a + n), hn::LoadU(d, b + n), hn::LoadU(d, c + n),
                            hn::LoadU(d, e + n), d, rows + kInterleaved * n);
    }
  }
}

// The sound at frame n for the lanes from `lane` on.
template <class D, class Real = hn::TFromD<D>>
HWY_INLINE hn::Vec<D> staged(D d, const FilterRun<Real>& run, int lane, int n) {
  if constexpr (hn::MaxLanes(D()) <= kInterleaved) {
    return hn::LoadU(d, run.staged + (lane - lane % kInterleaved) * run.frames_staged +
                            kInterleaved * n + lane % kInterleaved);
  } else {
    const hn::Half<D> half;
    const int half_lanes = static_cast<int>(hn::Lanes(half));
    return hn::Combine(d, staged(half, run, lane + half_lanes, n), staged(half, run, lane, n));
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

// What filter_lanes does beside running the gammatones: nothing; the high-pass, with channels that
// may end; the high-pass and the envelope's way forwards.
enum class Work { run_in, careful, steady };

template <Work kWork, class D, class Real = hn::TFromD<D>>
void filter_lanes(D d, const FilterRun<Real>& run, int lane) {
  const LaneChannels<Real>& c = *run.channels;
  LaneStates<Real>& states = *run.states;
  const auto pole_re = load(d, c.pole_re, lane), pole_im = load(d, c.pole_im, lane);
  const auto gain = load(d, c.gain, lane);
  Pole<D> s0, s1, s2, s3;
  s0.load_from(states.sections[0], lane);
  s1.load_from(states.sections[1], lane);
  s2.load_from(states.sections[2], lane);
  s3.load_from(states.sections[3], lane);
  Section<D> high_pass(c.high_pass, lane), low_pass(c.envelope, lane);
  high_pass.s.load_from(states.high_pass, lane);
  low_pass.s.load_from(states.envelope, lane);
  const auto end = kWork == Work::careful ? load(d, *run.valid, lane) : hn::Zero(d);
  for (int n = 0, at = lane; n < run.frames; ++n, at += kLanes<Real>) {
    s0.advance(pole_re, pole_im, hn::Mul(gain, staged(d, run, lane, n)));
    s1.advance(pole_re, pole_im, s0.re);
    s2.advance(pole_re, pole_im, s1.re);
    s3.advance(pole_re, pole_im, s2.re);
    if (kWork == Work::run_in) continue;
    const auto on = hn::Lt(hn::Set(d, static_cast<Real>(n)), end);
    const auto y =
        high_pass.advance(kWork == Work::careful ? hn::IfThenElseZero(on, s3.re) : s3.re);
    hn::Store(y, d, run.out + at);
    if (kWork == Work::steady) hn::Store(low_pass.advance(hn::Abs(y)), d, run.forward + at);
  }
  s0.store_to(states.sections[0], lane);
  s1.store_to(states.sections[1], lane);
  s2.store_to(states.sections[2], lane);
  s3.store_to(states.sections[3], lane);
  high_pass.s.store_to(states.high_pass, lane);
  low_pass.s.store_to(states.envelope, lane);
}

template <class Real>
void filter_all(const FilterRun<Real>& run) {
  stage(run);
  for_lanes<Real>(run.channels->count, [&](auto d, int lane) HWY_ATTR {
    if (run.out == nullptr) {
      filter_lanes<Work::run_in>(d, run, lane);
    } else if (run.forward == nullptr) {
      filter_lanes<Work::careful>(d, run, lane);
    } else {
      filter_lanes<Work::steady>(d, run, lane);
    }
  });
}

template <class D, class Real = hn::TFromD<D>>
void forward_lanes(D d, const EnvelopeRun<Real>& run, int lane) {
  Section<D> low_pass(run.channels->envelope, lane);
  low_pass.s.load_from(run.states->envelope, lane);
  for (int at = lane; at < run.frames * kLanes<Real>; at += kLanes<Real>) {
    hn::Store(low_pass.advance(hn::Abs(hn::Load(d, run.signal + at))), d, run.forward + at);
  }
  low_pass.s.store_to(run.states->envelope, lane);
}

// Two halves side by side, where there are two: each step waits for the one before.
template <class D, class Real = hn::TFromD<D>>
void backward_sum_lanes(D d, const EnvelopeRun<Real>& run, int lane) {
  const int half = run.over_half == nullptr ? 0 : run.frames / 2;
  Section<D> early(run.channels->backward, lane), late(run.channels->backward, lane);
  early.s.re = early.s.im = late.s.re = late.s.im = hn::Zero(d);
  const Real* in = run.forward + lane;
  for (int n = run.frames - 1; n >= half; --n) {
    late.advance_state(hn::Load(d, in + n * kLanes<Real>));
    if (half != 0) early.advance_state(hn::Load(d, in + (n - half) * kLanes<Real>));
  }
  if (half != 0) {
    const auto re = load(d, run.over_half->re, lane), im = load(d, run.over_half->im, lane);
    const auto sum = hn::MulAdd(re, late.s.re, hn::NegMulAdd(im, late.s.im, early.s.re));
    late.s.im = hn::MulAdd(re, late.s.im, hn::MulAdd(im, late.s.re, early.s.im));
    late.s.re = sum;
  }
  late.s.store_to(*run.sum, lane);
}

template <class D>
HWY_INLINE hn::Vec<D> power(D d, hn::Vec<D> x, hn::Vec<D> exponent) {
  if constexpr (sizeof(hn::TFromD<D>) == 8) {
    return math::exp2_fine(d, hn::Mul(exponent, math::log2_fine(d, x)));
  } else {
    return math::exp2_single(d, hn::Mul(exponent, math::log2(d, x)));
  }
}

template <class D, class Real = hn::TFromD<D>>
void gain_lanes(D d, const GainRun<Real>& run, int lane) {
  Section<D> low_pass(run.channels->backward, lane);
  low_pass.s.load_from(run.state, lane);
  const auto exponent = load(d, run.channels->exponent, lane);
  const auto least = hn::Set(d, static_cast<Real>(kLowestEnvelope / run.ceiling));
  const auto most = hn::Set(d, static_cast<Real>(1.0));
  for (int at = (run.frames - 1) * kLanes<Real> + lane; at >= 0; at -= kLanes<Real>) {
    const auto envelope = low_pass.advance(hn::Load(d, run.forward + at));
    const auto clipped = hn::Max(least, hn::Min(envelope, most));
    const auto heard = hn::Mul(hn::Load(d, run.signal + at), power(d, clipped, exponent));
    hn::Store(hn::Add(heard, hn::Load(d, run.sum + at)), d, run.sum + at);
  }
}

template <class Real>
void sum_all(const Real* rows, int frames, Real gain, Real* out) {
  const Tag<Real> d;
  for (int n = 0; n < frames; ++n, rows += kLanes<Real>) {
    auto sum = hn::Load(d, rows);
    for (int lane = static_cast<int>(hn::Lanes(d)); lane < kLanes<Real>;
         lane += static_cast<int>(hn::Lanes(d))) {
      sum = hn::Add(sum, hn::Load(d, rows + lane));
    }
    out[n] = gain * hn::GetLane(hn::SumOfLanes(d, sum));
  }
}

template <class Real>
void forward_all(const EnvelopeRun<Real>& run) {
  for_lanes<Real>(run.channels->count,
                  [&](auto d, int lane) HWY_ATTR { forward_lanes(d, run, lane); });
}
template <class Real>
void backward_sum_all(const EnvelopeRun<Real>& run) {
  for_lanes<Real>(run.channels->count,
                  [&](auto d, int lane) HWY_ATTR { backward_sum_lanes(d, run, lane); });
}
template <class Real>
void gain_all(const GainRun<Real>& run) {
  for_lanes<Real>(run.channels->count,
                  [&](auto d, int lane) HWY_ATTR { gain_lanes(d, run, lane); });
}

void filter_single(const FilterRun<float>& run) { filter_all(run); }
void filter_double(const FilterRun<double>& run) { filter_all(run); }
void forward_single(const EnvelopeRun<float>& run) { forward_all(run); }
void backward_single(const EnvelopeRun<float>& run) { backward_sum_all(run); }
void forward_double(const EnvelopeRun<double>& run) { forward_all(run); }
void backward_double(const EnvelopeRun<double>& run) { backward_sum_all(run); }
void gain_single(const GainRun<float>& run) { gain_all(run); }
void gain_double(const GainRun<double>& run) { gain_all(run); }
void sum_single(const float* rows, int frames, float gain, float* out) {
  sum_all(rows, frames, gain, out);
}
void sum_double(const double* rows, int frames, double gain, double* out) {
  sum_all(rows, frames, gain, out);
}

}  // namespace otoscape::loss::msbg::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss::msbg {

HWY_EXPORT(filter_single);
HWY_EXPORT(filter_double);
HWY_EXPORT(forward_single);
HWY_EXPORT(backward_single);
HWY_EXPORT(forward_double);
HWY_EXPORT(backward_double);
HWY_EXPORT(gain_single);
HWY_EXPORT(gain_double);
HWY_EXPORT(sum_single);
HWY_EXPORT(sum_double);

void run_filters(const FilterRun<float>& run) { HWY_DYNAMIC_DISPATCH(filter_single)(run); }
void run_filters(const FilterRun<double>& run) { HWY_DYNAMIC_DISPATCH(filter_double)(run); }
void run_forward(const EnvelopeRun<float>& run) { HWY_DYNAMIC_DISPATCH(forward_single)(run); }
void run_backward_sum(const EnvelopeRun<float>& run) { HWY_DYNAMIC_DISPATCH(backward_single)(run); }
void run_forward(const EnvelopeRun<double>& run) { HWY_DYNAMIC_DISPATCH(forward_double)(run); }
void run_backward_sum(const EnvelopeRun<double>& run) {
  HWY_DYNAMIC_DISPATCH(backward_double)(run);
}
void run_gains(const GainRun<float>& run) { HWY_DYNAMIC_DISPATCH(gain_single)(run); }
void run_gains(const GainRun<double>& run) { HWY_DYNAMIC_DISPATCH(gain_double)(run); }
void sum_lanes(const float* rows, int frames, float gain, float* out) {
  HWY_DYNAMIC_DISPATCH(sum_single)(rows, frames, gain, out);
}
void sum_lanes(const double* rows, int frames, double gain, double* out) {
  HWY_DYNAMIC_DISPATCH(sum_double)(rows, frames, gain, out);
}

}  // namespace otoscape::loss::msbg
#endif
