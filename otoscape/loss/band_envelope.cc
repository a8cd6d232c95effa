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

#ifndef OTOSCAPE_LOSS_BAND_ENVELOPE_INPUTS
#define OTOSCAPE_LOSS_BAND_ENVELOPE_INPUTS
namespace otoscape::loss {
struct EnvelopeInputs {
  bank::BandLevels smeared, unsmeared, onset;
};
}  // namespace otoscape::loss
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// A level: power and slip of a vector of bands.
struct Level {
  V power, slip;
};

HWY_INLINE Level louder(const Level& a, const Level& b) {
  const auto higher = hn::Gt(b.power, a.power);
  return {hn::IfThenElse(higher, b.power, a.power), hn::IfThenElse(higher, b.slip, a.slip)};
}

// One tap's two one-poles; `row` elements lie between the rows of its memory.
struct Smoother {
  float* memory;
  std::size_t row;

  HWY_INLINE Level stage(int k) const {
    const float* at = memory + k * row;
    return {hn::Load(D(), at), hn::Load(D(), at + 2 * row)};
  }
  HWY_INLINE Level set(int k, const Level& level) const {
    float* at = memory + k * row;
    hn::Store(level.power, D(), at);
    hn::Store(level.slip, D(), at + 2 * row);
    return level;
  }
  HWY_INLINE Level follow(int k, const Level& in, V alpha) const {
    const Level old = stage(k);
    return set(k, {hn::MulAdd(alpha, hn::Sub(in.power, old.power), old.power),
                   hn::MulAdd(alpha, hn::Sub(in.slip, old.slip), old.slip)});
  }
  HWY_INLINE Level smooth(const Level& in, V alpha) const {
    return follow(1, follow(0, in, alpha), alpha);
  }
  // An onset becomes the smoother's own past, so that its level falls as all levels do.
  HWY_INLINE Level lift(const Level& onset) const {
    set(0, louder(stage(0), onset));
    return set(1, louder(stage(1), onset));
  }
};

HWY_INLINE Level load(const bank::BandLevels& levels, std::size_t k) {
  return {hn::Load(D(), levels.power.data() + k), hn::Load(D(), levels.slip.data() + k)};
}

void follow(std::span<const float> alpha, const EnvelopeInputs& in, float* memory,
            const bank::BandLevels& out) {
  const D d;
  const std::size_t count = alpha.size();
  const bool two = !in.unsmeared.power.empty();
  for (std::size_t k = 0; k < count; k += hn::Lanes(d)) {
    const V a = hn::Load(d, alpha.data() + k);
    const Smoother first{memory + k, count}, second{memory + 4 * count + k, count};
    Level level = first.smooth(load(in.smeared, k), a), other = level;
    if (two) other = second.smooth(load(in.unsmeared, k), a);
    if (!in.onset.power.empty()) other = (two ? second : first).lift(load(in.onset, k));
    level = louder(level, other);
    hn::Store(level.power, d, out.power.data() + k);
    hn::Store(level.slip, d, out.slip.data() + k);
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

void BandEnvelope::process(const bank::BandLevels& smeared, const bank::BandLevels& unsmeared,
                           const bank::BandLevels& onset) noexcept {
  OTOSCAPE_KERNEL(follow)(alpha_, {smeared, unsmeared, onset}, memory_.data(), levels());
}

void BandEnvelope::reset() noexcept { std::ranges::fill(memory_, 0.0f); }

}  // namespace otoscape::loss
#endif
