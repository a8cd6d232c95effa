// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/stereo_sums.h"

#include <algorithm>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/body/stereo_sums.cc"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::body::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
// Capped to kSumRoom: whole vectors reach no farther beyond the end.
using D = hn::CappedTag<float, kSumRoom>;

void run_add_taps(const StereoTaps& taps, StereoGain gain, int count, const StereoOut& out) {
  const D d;
  const auto left = hn::Set(d, gain.left), right = hn::Set(d, gain.right);
  const auto lanes = static_cast<int>(hn::Lanes(d));
  for (int n = 0; n < count; n += lanes) {
    hn::StoreU(hn::MulAdd(left, hn::LoadU(d, taps.left + n), hn::LoadU(d, out.left + n)), d,
               out.left + n);
    hn::StoreU(hn::MulAdd(right, hn::LoadU(d, taps.right + n), hn::LoadU(d, out.right + n)), d,
               out.right + n);
  }
}

void run_interpolate(const Interpolation& at, const float* x, int count, float* out) {
  const D d;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  for (int n = 0; n < count; n += lanes) {
    auto sum = hn::Zero(d);
    for (int j = 0; j < kInterpolated; ++j) {
      sum = hn::MulAdd(hn::Set(d, x[j]), hn::LoadU(d, at.taps + n - j * at.stride), sum);
    }
    // Lanes beyond the end stay as they are: they may belong to the next piece.
    const auto left = static_cast<std::size_t>(std::min(lanes, count - n));
    hn::BlendedStore(hn::Add(sum, hn::LoadU(d, out + n)), hn::FirstN(d, left), d, out + n);
  }
}

}  // namespace otoscape::body::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::body {

HWY_EXPORT(run_add_taps);
HWY_EXPORT(run_interpolate);

void add_taps(const StereoTaps& taps, StereoGain gain, int count, const StereoOut& out) noexcept {
  OTOSCAPE_KERNEL(run_add_taps)(taps, gain, count, out);
}

void interpolate(const Interpolation& at, const float* x, int count, float* out) noexcept {
  OTOSCAPE_KERNEL(run_interpolate)(at, x, count, out);
}

}  // namespace otoscape::body
#endif
