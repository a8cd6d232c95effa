// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/convolver.h"

#include <algorithm>
#include <cassert>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/convolver.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// (re, im) ← (re, im) · (by_re, by_im)
template <class Real>
void multiply(Real* re, Real* im, const Real* by_re, const Real* by_im, int count) {
  const hn::CappedTag<Real, 16> d;
  for (int i = 0; i < count; i += static_cast<int>(hn::Lanes(d))) {
    const auto a = hn::Load(d, re + i), b = hn::Load(d, im + i);
    const auto c = hn::Load(d, by_re + i), e = hn::Load(d, by_im + i);
    hn::Store(hn::NegMulAdd(b, e, hn::Mul(a, c)), d, re + i);
    hn::Store(hn::MulAdd(b, c, hn::Mul(a, e)), d, im + i);
  }
}

void multiply_single(float* re, float* im, const float* by_re, const float* by_im, int count) {
  multiply(re, im, by_re, by_im, count);
}
void multiply_double(double* re, double* im, const double* by_re, const double* by_im, int count) {
  multiply(re, im, by_re, by_im, count);
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(multiply_single);
HWY_EXPORT(multiply_double);

template <class Real>
Convolver<Real>::Convolver(std::span<const double> taps)
    : history_(taps.size() - 1), step_(kSize - history_), kept_(history_) {
  assert(!taps.empty() && taps.size() <= kSize / 2);
  fft_.prepare(kSize, arena_);
  for (auto* part : {&taps_re_, &taps_im_, &re_, &im_}) *part = arena_.take<Real>(kSize);
  std::ranges::transform(taps, taps_re_.begin(),
                         [](double tap) { return static_cast<Real>(tap / kSize); });
  fft_.forward(taps_re_, taps_im_);
}

template <class Real>
void Convolver<Real>::push(std::span<const Real> in, std::vector<Real>& out) {
  const std::size_t enough = history_ + 2 * step_;
  while (!in.empty()) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(in.size(), enough - kept_.size()));
    kept_.insert(kept_.end(), in.begin(), in.begin() + count);
    in = in.subspan(static_cast<std::size_t>(count));
    if (kept_.size() == enough) filter_two_stretches(out);
  }
}

template <class Real>
void Convolver<Real>::finish(std::vector<Real>& out) {
  const std::size_t left = kept_.size() - history_, before = out.size();
  if (left == 0) return;
  kept_.resize(history_ + 2 * step_);
  filter_two_stretches(out);
  out.resize(before + left);
}

template <class Real>
void Convolver<Real>::filter_two_stretches(std::vector<Real>& out) {
  const auto step = static_cast<std::ptrdiff_t>(step_),
             past = static_cast<std::ptrdiff_t>(history_);
  std::copy_n(kept_.begin(), kSize, re_.begin());
  std::copy_n(kept_.begin() + step, kSize, im_.begin());
  fft_.forward(re_, im_);
  if constexpr (sizeof(Real) == sizeof(float)) {
    HWY_DYNAMIC_DISPATCH(multiply_single)
    (re_.data(), im_.data(), taps_re_.data(), taps_im_.data(), kSize);
  } else {
    HWY_DYNAMIC_DISPATCH(multiply_double)
    (re_.data(), im_.data(), taps_re_.data(), taps_im_.data(), kSize);
  }
  fft_.inverse(re_, im_);
  out.insert(out.end(), re_.begin() + past, re_.end());
  out.insert(out.end(), im_.begin() + past, im_.end());
  kept_.erase(kept_.begin(), kept_.end() - past);
}

template class Convolver<float>;
template class Convolver<double>;

}  // namespace otoscape::dsp
#endif
