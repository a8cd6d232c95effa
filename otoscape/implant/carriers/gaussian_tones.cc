// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/carriers/gaussian_tones.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/carriers/gaussian_tones.cc"
#include "hwy/foreach_target.h"
//
#include "otoscape/base/kernel.h"
#include "otoscape/dsp/fast_math-inl.h"
#include "otoscape/dsp/partial_vector-inl.h"
#include "otoscape/dsp/phase-inl.h"

#ifndef OTOSCAPE_IMPLANT_GAUSSIAN_TONES_RUN
#define OTOSCAPE_IMPLANT_GAUSSIAN_TONES_RUN
namespace otoscape::implant::carriers {
// A tone's frames; `at` is the first one's time from its middle, in frames.
struct GaussianRun {
  float at, half_turns, log2_per_frame2, amplitude;
  float* out;
  std::size_t frames;
};
}  // namespace otoscape::implant::carriers
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::carriers::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = dsp::HWY_NAMESPACE::RowD;

void add_gaussian(const GaussianRun& run) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  const auto amplitude = hn::Set(d, run.amplitude);
  for (std::size_t n = 0; n < run.frames; n += lanes) {
    const auto t = hn::Add(hn::Iota(d, static_cast<float>(n)), hn::Set(d, run.at));
    const auto exponent = hn::Mul(hn::Mul(t, t), hn::Set(d, run.log2_per_frame2));
    const auto half_turns = hn::Mul(t, hn::Set(d, run.half_turns));
    const auto whole_turns = hn::Round(hn::Mul(half_turns, hn::Set(d, 0.5f)));
    const auto sine =
        dsp::HWY_NAMESPACE::sine(hn::NegMulAdd(hn::Set(d, 2.0f), whole_turns, half_turns));
    const auto tone = hn::Mul(amplitude, hn::Mul(dsp::HWY_NAMESPACE::exp2(d, exponent), sine));
    if (n + lanes <= run.frames) {
      hn::StoreU(hn::Add(tone, hn::LoadU(d, run.out + n)), d, run.out + n);
    } else {
      const std::size_t some = run.frames - n;
      const auto before = dsp::HWY_NAMESPACE::load_some(d, run.out + n, some);
      dsp::HWY_NAMESPACE::store_some(hn::Add(tone, before), d, run.out + n, some);
    }
  }
}

}  // namespace otoscape::implant::carriers::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::carriers {
namespace {

constexpr double kHalfDurations = 1.5;
constexpr double kLongest = 0.05;  // seconds
constexpr double kHighest = 0.45;  // of the rate

// Of the tone, in frames.
double energy(double duration_frames, double turns_per_frame) {
  double sum = 0.0;
  const int half = static_cast<int>(kHalfDurations * duration_frames);
  for (int n = -half; n <= half; ++n) {
    const double t = n / duration_frames;
    const double x = std::exp(-std::numbers::pi * t * t) *
                     std::sin(2.0 * std::numbers::pi * turns_per_frame * n);
    sum += x * x;
  }
  return sum;
}

}  // namespace

HWY_EXPORT(add_gaussian);

double gaussian_duration_s(double width_hz) {
  return std::sqrt(2.0 * std::numbers::ln2 / std::numbers::pi) / width_hz;
}

GaussianTones::GaussianTones(std::span<const GaussianTone> tones, double nominal_rate_pps,
                             Hertz rate, int largest_block) {
  double longest = 0.0;
  for (const GaussianTone& given : tones) {
    const double duration = std::min(given.duration_s, kLongest) * rate.value();
    const double turns = given.hz / rate.value();
    Tone tone;
    tone.half_turns_per_frame = static_cast<float>(2.0 * turns);
    tone.log2_per_frame2 =
        static_cast<float>(-std::numbers::pi * std::numbers::log2e / (duration * duration));
    tone.half_frames = kHalfDurations * duration;
    if (turns < kHighest) {
      const double frames_per_pulse = rate.value() / nominal_rate_pps;
      tone.scale = static_cast<float>(std::sqrt(frames_per_pulse / energy(duration, turns)));
    }
    longest = std::max(longest, tone.half_frames);
    tones_.push_back(tone);
  }
  delay_ = static_cast<int>(std::ceil(longest));
  ring_.resize(std::bit_ceil(static_cast<std::size_t>(2 * delay_ + largest_block + 2)));
}

void GaussianTones::add(const BandPulse& pulse) noexcept {
  const Tone& tone = tones_[static_cast<std::size_t>(pulse.band)];
  const float amplitude = tone.scale * pulse.amplitude;
  if (amplitude == 0.0f) return;
  const double middle = pulse.frame + delay_;
  const auto first = static_cast<std::int64_t>(std::ceil(middle - tone.half_frames));
  const auto end = static_cast<std::int64_t>(std::floor(middle + tone.half_frames)) + 1;
  for (std::int64_t n = first; n < end;) {
    const std::size_t at = static_cast<std::size_t>(n) & (ring_.size() - 1);
    const std::size_t some = std::min(static_cast<std::size_t>(end - n), ring_.size() - at);
    OTOSCAPE_KERNEL(add_gaussian)
    ({static_cast<float>(static_cast<double>(n) - middle), tone.half_turns_per_frame,
      tone.log2_per_frame2, amplitude, &ring_[at], some});
    n += static_cast<std::int64_t>(some);
  }
}

void GaussianTones::process(std::int64_t first_frame, std::span<const BandPulse> pulses,
                            std::span<float> add_to) noexcept {
  assert(add_to.size() + 2 * static_cast<std::size_t>(delay_) + 2 <= ring_.size());
  for (const BandPulse& pulse : pulses) add(pulse);
  for (std::size_t i = 0; i < add_to.size(); ++i) {
    float& frame = ring_[(static_cast<std::size_t>(first_frame) + i) & (ring_.size() - 1)];
    add_to[i] += frame;
    frame = 0.0f;
  }
}

void GaussianTones::reset() noexcept { std::ranges::fill(ring_, 0.0f); }

}  // namespace otoscape::implant::carriers
#endif
