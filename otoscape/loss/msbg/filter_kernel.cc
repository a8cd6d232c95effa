// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/filter_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/msbg/filter_kernel.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/loss/msbg/channel_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::msbg::HWY_NAMESPACE {

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

void filter_single(const FilterRun<float>& run) { filter_all(run); }
void filter_double(const FilterRun<double>& run) { filter_all(run); }

}  // namespace otoscape::loss::msbg::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss::msbg {

HWY_EXPORT(filter_single);
HWY_EXPORT(filter_double);

void run_filters(const FilterRun<float>& run) { HWY_DYNAMIC_DISPATCH(filter_single)(run); }
void run_filters(const FilterRun<double>& run) { HWY_DYNAMIC_DISPATCH(filter_double)(run); }

}  // namespace otoscape::loss::msbg
#endif
