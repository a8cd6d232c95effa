// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/temporal_smearing.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/loss/temporal_smearing.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fast_math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::loss::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;

void smear_in_time(float alpha, const bank::BandLevels& levels, std::span<float> memory,
                   float* lift_log2) {
  const hn::CappedTag<float, 16> d;
  const auto a = hn::Set(d, alpha), floor = hn::Set(d, 1e-30f);
  const auto most = hn::Set(d, 20.0f / 6.0206f);
  float *power = levels.power.data(), *slip = levels.slip.data(), *pasts = memory.data();
  for (std::size_t k = 0; k < memory.size(); k += hn::Lanes(d)) {
    const auto now = hn::Max(hn::Load(d, power + k), floor);
    const auto past = hn::Load(d, pasts + k);
    const auto smeared = hn::MulAdd(a, hn::Sub(now, past), past);
    hn::Store(smeared, d, pasts + k);
    const auto ratio = hn::Div(hn::Max(smeared, floor), now);
    const auto lift = hn::Min(hn::Mul(hn::Set(d, 0.5f), fast::log2(d, ratio)), most);
    hn::Store(hn::Mul(hn::Load(d, slip + k), ratio), d, slip + k);  // keeps the band's frequency
    hn::Store(hn::Mul(now, ratio), d, power + k);
    hn::Store(hn::Add(hn::Load(d, lift_log2 + k), lift), d, lift_log2 + k);
  }
}

}  // namespace otoscape::loss::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::loss {

HWY_EXPORT(smear_in_time);

void TemporalSmearing::prepare(std::size_t lanes, const StreamSpec& spec, int quantum,
                               Arena& arena) {
  quantum_seconds_ = quantum / spec.rate.value();
  memory_ = arena.take<float>(lanes);
}

void TemporalSmearing::set_window(Seconds duration) noexcept {
  fresh_ = fresh_ || !active();
  alpha_ = duration.value() <= 0.0
               ? 1.0f
               : static_cast<float>(1.0 - std::exp(-quantum_seconds_ / duration.value()));
}

void TemporalSmearing::process(const bank::BandLevels& levels,
                               std::span<float> lift_log2) noexcept {
  if (fresh_) std::ranges::copy(levels.power, memory_.begin());
  fresh_ = false;
  OTOSCAPE_KERNEL(smear_in_time)
  (alpha_, levels, memory_, lift_log2.data());
}

}  // namespace otoscape::loss
#endif
