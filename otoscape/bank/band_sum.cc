// SPDX-License-Identifier: Apache-2.0
#include "otoscape/bank/band_sum.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/bank/band_sum.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::bank::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// The frames [first, first + 4 vectors) of the sum, all bands, in registers.
template <class D>
void sum_stretch(D d, const BandSum& run, int first) {
  const int lanes = static_cast<int>(hn::Lanes(d)), half = run.frames / 2;
  const auto ramp = hn::Iota(d, 1.0f);
  const float per_frame = 1.0f / static_cast<float>(half);
  auto s0 = hn::Zero(d), s1 = s0, s2 = s0, s3 = s0;
  for (int k = 0; k < run.bands; ++k) {
    int at = run.write + first - run.delays[k];
    if (at < 0) at += run.ring_frames;
    const float* y = run.ring + k * run.ring_stride + at;
    const auto gain = [&](int vector) {
      const int frame = first + vector * lanes;
      const bool early = frame < half;
      const float start = early ? run.from[k] : run.mid[k];
      const float end = early ? run.mid[k] : run.to[k];
      const float slope = (end - start) * per_frame;
      const float base = start + slope * static_cast<float>(early ? frame : frame - half);
      return hn::MulAdd(hn::Set(d, slope), ramp, hn::Set(d, base));
    };
    s0 = hn::MulAdd(gain(0), hn::LoadU(d, y), s0);
    s1 = hn::MulAdd(gain(1), hn::LoadU(d, y + lanes), s1);
    s2 = hn::MulAdd(gain(2), hn::LoadU(d, y + 2 * lanes), s2);
    s3 = hn::MulAdd(gain(3), hn::LoadU(d, y + 3 * lanes), s3);
  }
  float* out = run.out + first;
  hn::StoreU(s0, d, out);
  hn::StoreU(s1, d, out + lanes);
  hn::StoreU(s2, d, out + 2 * lanes);
  hn::StoreU(s3, d, out + 3 * lanes);
}

template <class D>
void sum_all(D d, const BandSum& run) {
  for (int t = 0; t < run.frames; t += 4 * static_cast<int>(hn::Lanes(d))) sum_stretch(d, run, t);
}

// A vector must not straddle the middle of a short quantum, where the gain bends.
void run_sum(const BandSum& run) {
  if (run.frames % 64 == 0) {
    sum_all(hn::CappedTag<float, 16>(), run);
  } else {
    sum_all(hn::CappedTag<float, 4>(), run);
  }
}

}  // namespace otoscape::bank::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::bank {

HWY_EXPORT(run_sum);

void sum_bands(const BandSum& sum) noexcept { OTOSCAPE_KERNEL(run_sum)(sum); }

}  // namespace otoscape::bank
#endif
