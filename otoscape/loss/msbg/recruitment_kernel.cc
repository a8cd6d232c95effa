// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/recruitment_kernel.h"

#include "otoscape/loss/msbg/recruitment.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/msbg/recruitment_kernel.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/dsp/fast_math-inl.h"
#include "otoscape/dsp/fine_math-inl.h"
#include "otoscape/loss/msbg/channel_lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::msbg::HWY_NAMESPACE {
namespace math = dsp::HWY_NAMESPACE;

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

HWY_EXPORT(forward_single);
HWY_EXPORT(backward_single);
HWY_EXPORT(forward_double);
HWY_EXPORT(backward_double);
HWY_EXPORT(gain_single);
HWY_EXPORT(gain_double);
HWY_EXPORT(sum_single);
HWY_EXPORT(sum_double);

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
