// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/breath_cycle.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/base/ease.h"
#include "otoscape/body/draws.h"

namespace otoscape::body {
namespace {

enum Draw : std::uint64_t {
  kKindOf,
  kInPart,
  kFirstPause,
  kLastPause,
  kDepth,
  kLevel,
  kSkew,
  kPower,
  kFall,
  kDips,
  kFirstDip
};

// Before a kind may not come twice running.
BreathKind raw_kind(const Draws& breath, double stress) noexcept OTOSCAPE_RT {
  const double sigh = 0.012 + 0.07 * stress, caught = 0.018 + 0.17 * stress,
               held = 0.015 + 0.08 * stress, swallow = 0.065 + 0.04 * stress;
  double u = breath.uniform(kKindOf);
  if ((u -= sigh) < 0.0) return BreathKind::sigh;
  if ((u -= caught) < 0.0) return BreathKind::caught;
  if ((u -= held) < 0.0) return BreathKind::held;
  return u < swallow ? BreathKind::swallow : BreathKind::plain;
}

}  // namespace

BreathKind breath_kind(std::uint64_t key, std::int64_t number, double stress) noexcept {
  const Draws all(key);
  const BreathKind own = raw_kind(all.of(number), stress);
  return own == raw_kind(all.of(number - 1), stress) ? BreathKind::plain : own;
}

BreathShape::BreathShape(std::uint64_t key, const BreathCycle& cycle, double frames_per_s) noexcept
    : cycle_(cycle), kind_(breath_kind(key, cycle.number, cycle.stress)) {
  const Draws draws = Draws(key).of(cycle.number);
  const double stress = cycle.stress;
  const double length_s = static_cast<double>(cycle.frames) / frames_per_s;
  const bool after_sigh = breath_kind(key, cycle.number - 1, stress) == BreathKind::sigh;
  in_ = kind_ == BreathKind::sigh ? 0.46 : 0.40 + 0.03 * draws.normal(kInPart);
  const double pauses = 1.0 - 0.5 * stress;
  out_from_ = in_ + pauses * draws.between(kFirstPause, 0.03, 0.05);
  double last = pauses * draws.between(kLastPause, 0.05, 0.12) * (after_sigh ? 1.6 : 1.0);
  if (kind_ == BreathKind::swallow) last = std::max(last, std::min(0.75 / length_s, 0.26));
  out_to_ = 1.0 - last;
  if (kind_ == BreathKind::held) silent_ = 0.42;
  depth_ = std::exp(0.075 * draws.normal(kDepth)) * (1.0 + 0.25 * stress);
  if (kind_ == BreathKind::sigh) depth_ *= 1.45;
  if (after_sigh) depth_ *= 0.75;
  level_lin_ = db_to_lin(0.5 * draws.normal(kLevel));
  skew_ = 0.78 + 0.06 * draws.normal(kSkew);
  power_ = std::max(0.45, 0.75 + 0.12 * draws.normal(kPower));
  fall_ = 1.8 + 0.22 * draws.normal(kFall);
  in_flow_ = 0.4 / in_;
  if (kind_ != BreathKind::caught) return;
  dip_count_ = draws.uniform(kDips) < 0.5 ? 2 : 3;
  for (std::uint64_t i = 0; i < dips_.size(); ++i) {
    dips_[i] = {draws.between(kFirstDip + 2 * i, 0.25, 0.80),
                draws.between(kFirstDip + 2 * i + 1, 0.035, 0.065)};
  }
}

double BreathShape::caught(double p) const noexcept {
  double gain = 1.0;
  for (int i = 0; i < dip_count_; ++i) {
    const Dip& dip = dips_[static_cast<std::size_t>(i)];
    const double x = (p - dip.at) / dip.width;
    gain *= 1.0 - 0.9 * std::exp(-0.5 * x * x);
  }
  return gain;
}

double BreathShape::flow(double way) const noexcept {
  if (way < 0.0 || way >= out_to_) return 0.0;
  if (way < in_) {
    const double p = way / in_;
    const double bow = std::max(std::sin(std::numbers::pi * std::pow(p, skew_)), 0.0);
    return depth_ * in_flow_ * std::pow(bow, power_) * caught(p);
  }
  const double begin = out_from_ + silent_ * (out_to_ - out_from_);
  const double p = (way - begin) / (out_to_ - begin);
  if (p <= 0.0) return 0.0;
  const double end = 1.0 - p * p * p * p * p;
  return -1.35 * depth_ * (1.0 - std::exp(-p / 0.07)) * std::exp(-fall_ * p) * end;
}

double BreathShape::volume(double way) const noexcept {
  if (way < in_) return raised_cosine(std::max(way, 0.0), in_);
  return 1.0 - raised_cosine(std::min(way, 1.0) - in_, 1.0 - in_);
}

const BreathCycle* cycle_at(std::span<const BreathCycle> cycles, std::int64_t frame) noexcept {
  const auto after =
      std::upper_bound(cycles.begin(), cycles.end(), frame,
                       [](std::int64_t at, const BreathCycle& cycle) { return at < cycle.frame; });
  if (after == cycles.begin()) return nullptr;
  const BreathCycle& cycle = *(after - 1);
  return frame < cycle.end() ? &cycle : nullptr;
}

double lung_volume(std::uint64_t key, std::span<const BreathCycle> cycles, std::int64_t frame,
                   double frames_per_s) noexcept {
  const BreathCycle* cycle = cycle_at(cycles, frame);
  if (cycle == nullptr) return 0.0;
  const double way = static_cast<double>(frame - cycle->frame) / static_cast<double>(cycle->frames);
  return BreathShape(key, *cycle, frames_per_s).volume(way);
}

}  // namespace otoscape::body
