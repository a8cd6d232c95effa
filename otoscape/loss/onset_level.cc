// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/onset_level.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/onset_level.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/loss/skirt-inl.h"

#ifndef OTOSCAPE_LOSS_ONSET_LEVEL_RUNS
#define OTOSCAPE_LOSS_ONSET_LEVEL_RUNS
namespace otoscape::loss {

// One ear's bands over one quantum.
struct OnsetRun {
  const float* peak;
  const float* early_power;
  const float* early_slip;
  const float* radius_inverse;
  const float* slip_limit;
  const float* kappa;
  const float* to_fourth;
  const float* longest;
  float decay;
  float* reference;
  float* left;
  float* power;  // the row of the ring
  float* slip;
  float* corrected;
  std::size_t bands;
};

// The loudest of each band's held rows.
struct HoldRun {
  const float* past;  // band 0 of the ear, row 0
  std::size_t row_stride, ring_stride;
  int rows, newest, held;
  const float* delay;
  float* power;
  float* slip;
  std::size_t bands;
};

}  // namespace otoscape::loss
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

constexpr float kRise = 15.85f;  // 12 dB

// Returns whether any band has an onset. The reference follows what leaks in from other bands too:
// a voice's partials beyond the reach would else count as onsets.
bool find_onsets(const OnsetRun& run) {
  const D d;
  const V zero = hn::Zero(d), one = hn::Set(d, 1.0f), tiny = hn::Set(d, 1e-30f);
  bool any = false;
  for (std::size_t k = 0; k < run.bands; k += hn::Lanes(d)) {
    const V limit = hn::Load(d, run.slip_limit + k);
    const V power = hn::Max(hn::Load(d, run.early_power + k), tiny);
    const V raw = hn::Mul(hn::Div(hn::Load(d, run.early_slip + k), power),
                          hn::Load(d, run.radius_inverse + k));
    const auto near = hn::Le(hn::Abs(raw), limit);
    const V u = hn::Min(hn::Max(raw, hn::Neg(limit)), limit);
    const V s = skirt(d, u, hn::Load(d, run.kappa + k));
    const V s2 = hn::Mul(s, s);
    const V fourth =
        hn::Div(hn::Mul(hn::Load(d, run.peak + k), hn::Load(d, run.to_fourth + k)), s2);
    const V reference = hn::Load(d, run.reference + k);
    const auto begins = hn::And(near, hn::Gt(fourth, hn::Mul(reference, hn::Set(d, kRise))));
    hn::Store(hn::Max(hn::Max(hn::Mul(reference, hn::Set(d, run.decay)), fourth), tiny), d,
              run.reference + k);
    const V left = hn::IfThenElse(begins, hn::Load(d, run.longest + k), hn::Load(d, run.left + k));
    const auto open = hn::Gt(left, zero);
    hn::Store(hn::Max(hn::Sub(left, one), zero), d, run.left + k);
    hn::Store(hn::IfThenElseZero(open, fourth), d, run.power + k);
    const V advance = hn::Div(u, hn::Load(d, run.radius_inverse + k));
    hn::Store(hn::IfThenElseZero(open, hn::Mul(fourth, advance)), d, run.slip + k);
    hn::Store(hn::IfThenElseZero(open, hn::Mul(fourth, hn::Mul(s2, s2))), d, run.corrected + k);
    any = any || !hn::AllFalse(d, open);
  }
  return any;
}

void hold(const HoldRun& run) {
  const D d;
  for (std::size_t k = 0; k < run.bands; k += hn::Lanes(d)) {
    const V delay = hn::Load(d, run.delay + k);
    const V end = hn::Add(delay, hn::Set(d, static_cast<float>(run.held)));
    V power = hn::Zero(d), slip = power, largest = power;
    for (int age = 0; age < run.rows; ++age) {
      const auto row = static_cast<std::size_t>((run.newest + run.rows - age) % run.rows);
      const float* at = run.past + row * run.row_stride + k;
      const V corrected = hn::Load(d, at + 2 * run.ring_stride);
      const V a = hn::Set(d, static_cast<float>(age));
      const auto wins =
          hn::And(hn::And(hn::Ge(a, delay), hn::Lt(a, end)), hn::Gt(corrected, largest));
      largest = hn::IfThenElse(wins, corrected, largest);
      power = hn::IfThenElse(wins, hn::Load(d, at), power);
      slip = hn::IfThenElse(wins, hn::Load(d, at + run.ring_stride), slip);
    }
    hn::Store(power, d, run.power + k);
    hn::Store(slip, d, run.slip + k);
  }
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(find_onsets);
HWY_EXPORT(hold);

namespace {

// Of the order of the ear's temporal window: between two glottal pulses 14 ms apart it falls by 4
// dB.
constexpr double kReferenceSeconds = 0.015;
// A band's fourth section needs so long to rise.
constexpr double kOnsetSeconds = 0.004, kLowOnsetSeconds = 0.00667, kLowHz = 1300.0;
// The bank holds sound back by 4 ms altogether; the gain must be there for as long.
constexpr double kHoldSeconds = 0.0053;

}  // namespace

void OnsetLevel::prepare(const bank::GammatoneDesign& design, const StreamSpec& spec, int quantum,
                         Arena& arena) {
  const std::size_t bands = design.bands.size(), all = bands * static_cast<std::size_t>(spec.ears);
  const double quantum_s = quantum / spec.rate.value();
  const auto quanta = [&](double seconds) {
    return std::max(1, static_cast<int>(std::lround(seconds / quantum_s)));
  };
  bands_ = static_cast<int>(bands);
  decay_ = static_cast<float>(std::exp(-quantum_s / kReferenceSeconds));
  held_ = quanta(kHoldSeconds);
  skirts_ = Skirts(design, arena);
  for (auto* row : {&to_fourth_, &longest_, &delay_}) *row = arena.take<float>(bands);
  for (auto* row : {&reference_, &left_, &power_, &slip_}) *row = arena.take<float>(all);
  int latest = 0;
  for (std::size_t k = 0; k < bands; ++k) {
    const bank::GammatoneBand& band = design.bands[k];
    // A band that is hardly held back lets through, milliseconds before a click's peak, how its
    // filter begins: its gain rises a quantum later.
    const int delay = band.delay_frames < quantum ? 1 : band.delay_frames / quantum - 1;
    to_fourth_[k] = static_cast<float>(std::pow(1.0 - std::abs(band.pole), -4));
    longest_[k] =
        static_cast<float>(quanta(band.centre_hz < kLowHz ? kLowOnsetSeconds : kOnsetSeconds));
    delay_[k] = static_cast<float>(delay);
    latest = std::max(latest, delay);
  }
  kept_ = latest + held_;
  since_ = kept_;
  past_ = arena.take<float>(3 * all * static_cast<std::size_t>(kept_));
}

void OnsetLevel::process(const bank::EarlyLevels& early) noexcept {
  const auto bands = static_cast<std::size_t>(bands_), all = power_.size();
  const std::size_t ring = all * static_cast<std::size_t>(kept_);
  row_ = (row_ + 1) % kept_;
  bool any = false;
  for (std::size_t at = 0; at < all; at += bands) {
    float* past = past_.data() + static_cast<std::size_t>(row_) * all + at;
    any |= OTOSCAPE_KERNEL(find_onsets)(
        {&early.peak[at], &early.power[at], &early.slip[at], skirts_.radius_inverse.data(),
         skirts_.slip_limit.data(), skirts_.kappa.data(), to_fourth_.data(), longest_.data(),
         decay_, &reference_[at], &left_[at], past, past + ring, past + 2 * ring, bands});
  }
  since_ = any ? 0 : std::min(since_ + 1, kept_);
  active_ = since_ < kept_;
  if (!active_) return;
  for (std::size_t at = 0; at < all; at += bands) {
    OTOSCAPE_KERNEL(hold)
    ({past_.data() + at, all, ring, kept_, row_, held_, delay_.data(), &power_[at], &slip_[at],
      bands});
  }
}

}  // namespace otoscape::loss
#endif
