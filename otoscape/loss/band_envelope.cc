// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/band_envelope.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/band_envelope.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

HWY_INLINE V smooth(V in, V alpha, float* first, float* second) {
  const D d;
  const V one = hn::Load(d, first), two = hn::Load(d, second);
  const V next_one = hn::MulAdd(alpha, hn::Sub(in, one), one);
  const V next_two = hn::MulAdd(alpha, hn::Sub(next_one, two), two);
  hn::Store(next_one, d, first);
  hn::Store(next_two, d, second);
  return next_two;
}

void follow(std::span<const float> alpha, const bank::BandLevels& levels,
            const bank::BandLevels& others, float* memory, const bank::BandLevels& out) {
  const D d;
  const std::size_t count = alpha.size();
  for (std::size_t k = 0; k < count; k += hn::Lanes(d)) {
    const V a = hn::Load(d, alpha.data() + k);
    float* m = memory + k;
    V p = smooth(hn::Load(d, levels.power.data() + k), a, m, m + count);
    V s = smooth(hn::Load(d, levels.slip.data() + k), a, m + 2 * count, m + 3 * count);
    if (!others.power.empty()) {
      const V p2 = smooth(hn::Load(d, others.power.data() + k), a, m + 4 * count, m + 5 * count);
      const V s2 = smooth(hn::Load(d, others.slip.data() + k), a, m + 6 * count, m + 7 * count);
      const auto louder = hn::Gt(p2, p);
      p = hn::IfThenElse(louder, p2, p);
      s = hn::IfThenElse(louder, s2, s);
    }
    hn::Store(p, d, out.power.data() + k);
    hn::Store(s, d, out.slip.data() + k);
  }
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(follow);

void BandEnvelope::prepare(const bank::GammatoneDesign& design, const StreamSpec& spec, int quantum,
                           Arena& arena) {
  constexpr double kPairCorner =
      0.6436;  // two equal one-poles are −3 dB at this part of one's corner
  const std::size_t bands = design.bands.size(), all = bands * static_cast<std::size_t>(spec.ears);
  alpha_ = arena.take<float>(all);
  memory_ = arena.take<float>(8 * all);
  power_ = arena.take<float>(all);
  slip_ = arena.take<float>(all);
  for (std::size_t i = 0; i < all; ++i) {
    const double cutoff_hz = std::clamp(0.15 * design.bands[i % bands].centre_hz, 12.0, 75.0);
    const double turns = cutoff_hz / kPairCorner * quantum / spec.rate.value();
    alpha_[i] = static_cast<float>(1.0 - std::exp(-2.0 * std::numbers::pi * turns));
  }
}

void BandEnvelope::process(const bank::BandLevels& smeared,
                           const bank::BandLevels& unsmeared) noexcept {
  OTOSCAPE_KERNEL(follow)
  (alpha_, smeared, unsmeared, memory_.data(), levels());
}

void BandEnvelope::reset() noexcept { std::ranges::fill(memory_, 0.0f); }

}  // namespace otoscape::loss
#endif
