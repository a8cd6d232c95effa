// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/matched/band_split.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/window.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/matched/band_split.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::matched::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// Lanes and sums run over outputs, so that an output's sum has one order however the sound is cut.
void filter(const float* x, const float* taps, int count, int frames, float* out) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int n = 0;
  for (; n + 4 * lanes <= frames; n += 4 * lanes) {
    V a = hn::Zero(d), b = a, c = a, e = a;
    for (int k = 0; k < count; ++k) {
      const V tap = hn::Set(d, taps[k]);
      const float* at = x + n + k;
      a = hn::MulAdd(tap, hn::LoadU(d, at), a);
      b = hn::MulAdd(tap, hn::LoadU(d, at + lanes), b);
      c = hn::MulAdd(tap, hn::LoadU(d, at + 2 * lanes), c);
      e = hn::MulAdd(tap, hn::LoadU(d, at + 3 * lanes), e);
    }
    hn::StoreU(a, d, out + n);
    hn::StoreU(b, d, out + n + lanes);
    hn::StoreU(c, d, out + n + 2 * lanes);
    hn::StoreU(e, d, out + n + 3 * lanes);
  }
  for (; n < frames; n += lanes) {
    V a = hn::Zero(d);
    for (int k = 0; k < count; ++k) {
      a = hn::MulAdd(hn::Set(d, taps[k]), hn::LoadU(d, x + n + k), a);
    }
    HWY_ALIGN float part[16];
    hn::Store(a, d, part);
    std::copy_n(part, std::min(lanes, frames - n), out + n);
  }
}

}  // namespace otoscape::implant::matched::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::matched {

HWY_EXPORT(filter);

namespace {

constexpr double kHalfSeconds = 128.0 / 48000.0;
constexpr double kKaiser = 6.0;
constexpr double kRoom = 1.15;  // of the corner: where the stop band begins

}  // namespace

int BandSplit::delay_frames(Hertz rate) {
  return static_cast<int>(std::lround(kHalfSeconds * rate.value()));
}

BandSplit::BandSplit(Hertz rate, Hertz corner) : half_(delay_frames(rate)) {
  const double turns = corner / rate;
  if (kRoom * turns >= 0.5) return;
  double sum = 0.0;
  std::vector<double> taps;
  for (int k = -half_; k <= half_; ++k) {
    const double x = static_cast<double>(k) / (half_ + 1);
    const double phase = std::numbers::pi * k;
    const double sinc = k == 0 ? 2.0 * turns : std::sin(2.0 * turns * phase) / phase;
    taps.push_back(sinc * dsp::kaiser(x, kKaiser));
    sum += taps.back();
  }
  for (const double tap : taps) taps_.push_back(static_cast<float>(tap / sum));
}

void BandSplit::low(const float* x, std::span<float> out) const noexcept {
  if (!splits()) {
    std::copy_n(x, out.size(), out.begin());
    return;
  }
  OTOSCAPE_KERNEL(filter)
  (x - half_, taps_.data(), static_cast<int>(taps_.size()), static_cast<int>(out.size()),
   out.data());
}

}  // namespace otoscape::implant::matched
#endif
