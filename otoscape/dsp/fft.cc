// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/fft.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <type_traits>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/fft.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fft-inl.h"

#ifndef OTOSCAPE_DSP_FFT_PLAN
#define OTOSCAPE_DSP_FFT_PLAN
namespace otoscape::dsp {

template <class Real>
struct FftRun {
  const Real* twiddles;
  int size;
  Real *re, *im, *scratch;
  bool half_in, half_out;  // only the first half is given, or wanted
};

// The radix of the pass that has `n` of `size` points left in each transform. Eight wherever eights
// (and for the first pass enough butterflies to fill a vector) come out even.
template <class Real>
constexpr int fft_radix(int n, int size) {
  if (n == size) return std::is_same_v<Real, float> && size >= 128 ? 8 : 4;
  int left = n;
  while (left >= 8) left /= 8;
  return left == 1 ? 8 : 4;
}

}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {

template <class Real>
void first_pass(const Pass<Real>& pass, int radix, bool half_in) {
  if constexpr (std::is_same_v<Real, float>) {
    if (radix == 8) return half_in ? first_pass_8<true>(pass) : first_pass_8<false>(pass);
  }
  half_in ? first_pass_4<true>(pass) : first_pass_4<false>(pass);
}

template <class D>
void later_pass(D d, const Pass<hn::TFromD<D>>& pass, int radix, bool half_out) {
  if (pass.n > radix) {
    radix == 8 ? middle_pass<8>(d, pass) : middle_pass<4>(d, pass);
  } else if (half_out) {
    radix == 8 ? last_pass<8, true>(d, pass) : last_pass<4, true>(d, pass);
  } else {
    radix == 8 ? last_pass<8, false>(d, pass) : last_pass<4, false>(d, pass);
  }
}

template <class Real>
void transform(const FftRun<Real>& run) {
  const Split<Real> data{run.re, run.im}, scratch{run.scratch, run.scratch + run.size};
  Pass<Real> pass{run.twiddles, run.size, 1, data, scratch};
  while (pass.n > 1) {
    const int radix = fft_radix<Real>(pass.n, run.size);
    if (pass.n == radix) pass.to = data;
    if (pass.stride == 1) {
      first_pass(pass, radix, run.half_in);
    } else if (pass.stride == 4) {
      later_pass(hn::CappedTag<Real, 4>(), pass, radix, run.half_out);
    } else if (pass.stride == 8) {
      later_pass(hn::CappedTag<Real, 8>(), pass, radix, run.half_out);
    } else {
      later_pass(hn::CappedTag<Real, 16>(), pass, radix, run.half_out);
    }
    pass.twiddles += 2 * (radix - 1) * (pass.n / radix);
    pass.n /= radix;
    pass.stride *= radix;
    std::swap(pass.from, pass.to);
  }
}

void transform_single(const FftRun<float>& run) { transform(run); }
void transform_double(const FftRun<double>& run) { transform(run); }

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
  for (int n = size, radix; n > 1; n /= radix) {
    radix = fft_radix<Real>(n, size);
    const int count = n / radix;
    const bool first = n == size;
    for (int power = 1; power < radix; ++power) {
      for (int p = 0; p < count; ++p) {
        const double angle = -2.0 * std::numbers::pi * power * p / n;
        Real* at =
            first ? tw + 2 * (power - 1) * count + p : tw + 2 * ((radix - 1) * p + power - 1);
        at[0] = static_cast<Real>(std::cos(angle));
        at[first ? count : 1] = static_cast<Real>(std::sin(angle));
      }
    }
    tw += 2 * (radix - 1) * count;
  }
}

template <class Real>
void BasicFft<Real>::transform(const Run& run) noexcept {
  const FftRun<Real> kernel_run{twiddles_.data(), size_,       run.re.data(), run.im.data(),
                                scratch_.data(),  run.half_in, run.half_out};
  if constexpr (sizeof(Real) == sizeof(float)) {
    OTOSCAPE_KERNEL(transform_single)(kernel_run);
  } else {
    OTOSCAPE_KERNEL(transform_double)(kernel_run);
  }
}

template class BasicFft<float>;
template class BasicFft<double>;

}  // namespace otoscape::dsp
#endif
