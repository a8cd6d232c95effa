// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/tone_bank.h"

#include <cassert>
#include <numbers>

#include "otoscape/dsp/spline_noise.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/carriers/tone_bank.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/partial_vector-inl.h"
#include "otoscape/dsp/phase-inl.h"

#ifndef OTOSCAPE_IMPLANT_TONE_BANK_RUN
#define OTOSCAPE_IMPLANT_TONE_BANK_RUN
namespace otoscape::implant::carriers {
struct ToneRun {
  std::uint64_t first_frame;
  std::span<const std::uint64_t> starts, steps;
  const float* from;
  const float* to;
  std::span<float> out;
};
}  // namespace otoscape::implant::carriers
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::carriers::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = dsp::HWY_NAMESPACE::RowD;

void add_tone(const dsp::PhaseRamp& turns, float from, float step, float* out, std::size_t frames) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  dsp::HWY_NAMESPACE::Phases phases(turns);
  const auto start = hn::Set(d, from), slope = hn::Set(d, step);
  for (std::size_t n = 0; n < frames; n += lanes, phases.next()) {
    const auto amplitude = hn::MulAdd(hn::Iota(d, static_cast<float>(n)), slope, start);
    const auto sine = dsp::HWY_NAMESPACE::sine(phases.half_turns());
    if (n + lanes <= frames) {
      hn::StoreU(hn::MulAdd(amplitude, sine, hn::LoadU(d, out + n)), d, out + n);
    } else {
      const auto before = dsp::HWY_NAMESPACE::load_some(d, out + n, frames - n);
      dsp::HWY_NAMESPACE::store_some(hn::MulAdd(amplitude, sine, before), d, out + n, frames - n);
    }
  }
}

void add_tones(const ToneRun& run) {
  constexpr float kPeak = std::numbers::sqrt2_v<float>;
  const float per_frame = kPeak / static_cast<float>(run.out.size());
  for (std::size_t i = 0; i < run.steps.size(); ++i) {
    const float from = run.from[i], to = run.to[i];
    if (run.steps[i] == 0 || (from == 0.0f && to == 0.0f)) continue;
    const dsp::PhaseRamp turns{run.starts[i] + run.first_frame * run.steps[i], run.steps[i]};
    add_tone(turns, kPeak * from, per_frame * (to - from), run.out.data(), run.out.size());
  }
}

}  // namespace otoscape::implant::carriers::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::carriers {

HWY_EXPORT(add_tones);

ToneBank::ToneBank(std::span<const double> hz, Hertz rate, std::uint64_t key) {
  constexpr double kHighest = 0.45;  // of the rate
  for (std::size_t i = 0; i < hz.size(); ++i) {
    const double turns = hz[i] / rate.value();
    starts_.push_back(dsp::hash(key, i));
    steps_.push_back(turns < kHighest ? dsp::to_phase(turns) : 0);
  }
}

void ToneBank::process(std::int64_t first_frame, std::span<const float> from,
                       std::span<const float> to, std::span<float> add_to) noexcept {
  assert(from.size() == steps_.size() && to.size() == steps_.size());
  OTOSCAPE_KERNEL(add_tones)
  ({static_cast<std::uint64_t>(first_frame), starts_, steps_, from.data(), to.data(), add_to});
}

}  // namespace otoscape::implant::carriers
#endif
