// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/current_spread.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/vocoder/current_spread.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fast_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::vocoder::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;
using D = hn::CappedTag<float, carriers::kWidestVector>;
using V = hn::Vec<D>;

void run_weights(SpreadDesign& design, const carriers::Lanes& position_mm, float octaves_per_mm) {
  const D d;
  const auto places = static_cast<std::size_t>(design.places);
  for (std::size_t i = 0; i < places; ++i) {
    const V here = hn::Set(d, position_mm[i]);
    for (std::size_t k = 0; k < places; k += hn::Lanes(d)) {
      const V apart = hn::AbsDiff(hn::Load(d, position_mm.x + k), here);
      const V weight = fast::exp2(d, hn::Mul(hn::Set(d, -octaves_per_mm), apart));
      hn::Store(hn::IfThenElseZero(hn::FirstN(d, places - k), weight), d, design.weight[i].x + k);
    }
  }
}

struct Arrived {
  V current, gain;
};

// The strongest of the cycle's pulses at the places k …; those that fire together are one.
HWY_INLINE Arrived arrived(const SpreadDesign& design, const Frame& cycle, std::size_t k,
                           bool spreads) {
  const D d;
  V current = hn::Zero(d), gain = hn::Zero(d);
  V together = hn::Zero(d), best = hn::Zero(d), best_gain = hn::Zero(d);
  for (int n = 0; n <= cycle.count; ++n) {
    const Pulse* pulse = n < cycle.count ? &cycle.pulses[static_cast<std::size_t>(n)] : nullptr;
    if (pulse == nullptr || !pulse->with_previous) {
      const auto stronger = hn::Gt(together, current);
      current = hn::IfThenElse(stronger, together, current);
      gain = hn::IfThenElse(stronger, best_gain, gain);
      together = best = hn::Zero(d);
    }
    if (pulse == nullptr || pulse->current_ua <= 0.0f) continue;
    const int place = design.place_of_electrode[static_cast<std::size_t>(pulse->electrode)];
    if (place < 0) continue;
    const auto source = static_cast<std::size_t>(place);
    V weight = hn::Load(d, design.weight[source].x + k);
    if (!spreads) {
      const V own = hn::Set(d, static_cast<float>(place) - static_cast<float>(k));
      weight = hn::IfThenElseZero(hn::Eq(hn::Iota(d, 0.0f), own), hn::Set(d, 1.0f));
    }
    const V one = hn::Mul(weight, hn::Set(d, pulse->current_ua));
    together = hn::Add(together, one);
    const auto louder = hn::Gt(one, best);
    best = hn::IfThenElse(louder, one, best);
    best_gain = hn::IfThenElse(louder, hn::Set(d, design.gain[source]), best_gain);
  }
  return {current, gain};
}

HWY_INLINE V decoded(const SpreadDesign& design, V current, std::size_t k) {
  const D d;
  V level = current;
  if (!design.level_is_current) {
    level = hn::MulAdd(hn::Set(d, design.levels_per_octave),
                       fast::log2(d, hn::Max(current, hn::Set(d, 1e-20f))),
                       hn::Set(d, design.level_at_one_ua));
  }
  const V above = hn::Sub(level, hn::Load(d, design.t_level.x + k));
  const V per_range = hn::Load(d, design.per_range.x + k);
  const V v = hn::Clamp(hn::Mul(above, per_range), hn::Zero(d), hn::Set(d, 1.25f));
  const V u =
      hn::MulAdd(hn::Set(d, design.factor), fast::exp2(d, hn::Mul(hn::Set(d, design.exponent), v)),
                 hn::Set(d, design.offset));
  // A current at T is at threshold, allowing for rounding of its level: inaudible.
  const auto audible = hn::And(hn::Gt(v, hn::Set(d, 1e-3f)), hn::Gt(current, hn::Zero(d)));
  return hn::IfThenElseZero(audible, u);
}

void run_field(const SpreadDesign& design, const Frame& cycle, carriers::Lanes& current_ua) {
  const D d;
  const auto places = static_cast<std::size_t>(design.places);
  for (std::size_t k = 0; k < places; k += hn::Lanes(d)) {
    hn::Store(arrived(design, cycle, k, true).current, d, current_ua.x + k);
  }
}

void run_heard(const SpreadDesign& design, const Frame& cycle, carriers::Lanes& amplitude) {
  const D d;
  const auto places = static_cast<std::size_t>(design.places);
  const bool spreads = design.domain == SpreadDomain::current;
  for (std::size_t k = 0; k < places; k += hn::Lanes(d)) {
    const Arrived a = arrived(design, cycle, k, spreads);
    V e = hn::Mul(decoded(design, a.current, k), a.gain);
    if (spreads) e = hn::Mul(e, hn::Load(d, design.survival.x + k));
    hn::Store(e, d, amplitude.x + k);
  }
  if (spreads) return;
  carriers::Lanes power;
  for (std::size_t i = 0; i < places; ++i) {
    if (amplitude[i] == 0.0f) continue;
    for (std::size_t k = 0; k < places; k += hn::Lanes(d)) {
      const V part = hn::Mul(hn::Set(d, amplitude[i]), hn::Load(d, design.weight[i].x + k));
      hn::Store(hn::MulAdd(part, part, hn::Load(d, power.x + k)), d, power.x + k);
    }
  }
  for (std::size_t k = 0; k < places; k += hn::Lanes(d)) {
    hn::Store(hn::Mul(hn::Sqrt(hn::Load(d, power.x + k)), hn::Load(d, design.survival.x + k)), d,
              amplitude.x + k);
  }
}

}  // namespace otoscape::implant::vocoder::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::vocoder {

HWY_EXPORT(run_weights);
HWY_EXPORT(run_field);
HWY_EXPORT(run_heard);

namespace {

void set_growth(SpreadDesign& design, const GrowthParams& growth) {
  if (growth.growth == Growth::decibels) {
    const double octaves = growth.range_db / (20.0 * std::log10(2.0));
    design.exponent = static_cast<float>(octaves);
    design.factor = static_cast<float>(growth.saturation * std::exp2(-octaves));
    design.offset = 0.0f;
    return;
  }
  const double factor = (growth.saturation - growth.base) / growth.alpha;
  design.exponent = static_cast<float>(std::log2(1.0 + growth.alpha));
  design.factor = static_cast<float>(factor);
  design.offset = static_cast<float>(growth.base - factor);
}

}  // namespace

SpreadDesign make_spread(const CodingParams& coding, SpreadDomain domain) {
  SpreadDesign design;
  design.places = static_cast<int>(std::min<std::size_t>(coding.bands.size(), kMaxElectrodes));
  design.domain = domain;
  design.place_of_electrode.fill(-1);
  for (int b = 0; b < design.places; ++b) {
    const auto band = static_cast<std::size_t>(b);
    const BandParams& map = coding.bands[band];
    const auto electrode = static_cast<std::size_t>(map.electrode);
    if (electrode < design.place_of_electrode.size()) {
      design.place_of_electrode[electrode] = static_cast<std::int8_t>(b);
    }
    design.t_level[band] = static_cast<float>(map.t_level);
    const double range = map.c_level - map.t_level;
    design.per_range[band] = range > 0.0 ? static_cast<float>(1.0 / range) : 0.0f;
  }
  design.level_is_current = coding.chip == Chip::micro_amperes;
  if (!design.level_is_current) {
    const double low = current_ua(coding.chip, 1.0), high = current_ua(coding.chip, 255.0);
    const double per_octave = 254.0 / std::log2(high / low);
    design.levels_per_octave = static_cast<float>(per_octave);
    design.level_at_one_ua = static_cast<float>(1.0 - per_octave * std::log2(low));
  }
  set_growth(design, coding.growth);
  return design;
}

void set_weights(SpreadDesign& design, const carriers::Lanes& position_mm,
                 double spread_db_per_mm) noexcept {
  const double octaves_per_mm = spread_db_per_mm / (20.0 * std::log10(2.0));
  OTOSCAPE_KERNEL(run_weights)(design, position_mm, static_cast<float>(octaves_per_mm));
  if (spread_db_per_mm < kNoSpread) return;
  for (std::size_t i = 0; i < design.weight.size(); ++i) {
    std::ranges::fill(design.weight[i].x, 0.0f);
    design.weight[i][i] = 1.0f;
  }
}

void field(const SpreadDesign& design, const Frame& cycle, carriers::Lanes& current_ua) noexcept {
  OTOSCAPE_KERNEL(run_field)(design, cycle, current_ua);
}

void heard(const SpreadDesign& design, const Frame& cycle, carriers::Lanes& amplitude) noexcept {
  OTOSCAPE_KERNEL(run_heard)(design, cycle, amplitude);
}

}  // namespace otoscape::implant::vocoder
#endif
