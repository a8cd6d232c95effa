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

// One value of the low rate: `count` frames from phase on.
HWY_INLINE void run_value(const float* taps, int stride, const StereoTaps& x, int count,
                          const StereoOut& out) {
  const D d;
  const auto lanes = static_cast<int>(hn::Lanes(d));
  for (int n = 0; n < count; n += lanes) {
    auto left = hn::Zero(d), right = hn::Zero(d);
    for (int j = 0; j < kInterpolated; ++j) {
      const auto tap = hn::LoadU(d, taps + n + (kInterpolated - 1 - j) * stride);
      left = hn::MulAdd(hn::Set(d, x.left[j]), tap, left);
      right = hn::MulAdd(hn::Set(d, x.right[j]), tap, right);
    }
    // Lanes beyond the end stay as they are: they belong to the next value.
    const auto mask = hn::FirstN(d, static_cast<std::size_t>(std::min(lanes, count - n)));
    hn::BlendedStore(hn::Add(left, hn::LoadU(d, out.left + n)), mask, d, out.left + n);
    hn::BlendedStore(hn::Add(right, hn::LoadU(d, out.right + n)), mask, d, out.right + n);
  }
}

void run_interpolate(const Interpolation& at, const StereoTaps& x, int count,
                     const StereoOut& out) {
  int phase = at.phase;
  for (int done = 0, value = 0; done < count; ++value, phase = 0) {
    const int part = std::min(count - done, at.stride - phase);
    run_value(at.taps + phase, at.stride, {x.left + value, x.right + value}, part,
              {out.left + done, out.right + done});
    done += part;
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

void interpolate(const Interpolation& at, const StereoTaps& x, int count,
                 const StereoOut& out) noexcept {
  OTOSCAPE_KERNEL(run_interpolate)(at, x, count, out);
}

}  // namespace otoscape::body
#endif
