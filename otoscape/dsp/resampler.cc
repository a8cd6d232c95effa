// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/resampler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

#include "otoscape/dsp/window.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/dsp/resampler.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

#ifndef OTOSCAPE_DSP_RESAMPLER_RUN
#define OTOSCAPE_DSP_RESAMPLER_RUN
namespace otoscape::dsp {
inline constexpr std::size_t kTapsTogether = 32;  // two of the widest vectors

struct ResamplerRun {
  const float* filters;
  std::size_t taps;
  std::int64_t up, whole, part;  // an output advances by whole + part/up inputs
  std::int64_t ahead, phase;     // of the next output
  const float* oldest;           // the first output's window, were it at input 0
  std::int64_t frames;
};
}  // namespace otoscape::dsp
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

int resample(ResamplerRun& run, float* out) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  int count = 0;
  while (run.ahead < run.frames) {
    const float* x = run.oldest + run.ahead;
    const float* h = run.filters + static_cast<std::size_t>(run.phase) * run.taps;
    auto a = hn::Zero(d), b = hn::Zero(d);
    for (std::size_t i = 0; i < run.taps; i += 2 * lanes) {
      a = hn::MulAdd(hn::LoadU(d, x + i), hn::Load(d, h + i), a);
      b = hn::MulAdd(hn::LoadU(d, x + i + lanes), hn::Load(d, h + i + lanes), b);
    }
    out[count++] = hn::GetLane(hn::SumOfLanes(d, hn::Add(a, b)));
    run.ahead += run.whole, run.phase += run.part;
    if (run.phase >= run.up) run.phase -= run.up, ++run.ahead;
  }
  return count;
}

}  // namespace otoscape::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::dsp {

HWY_EXPORT(resample);

namespace {

constexpr double kHalfSpanSeconds = 45.0 / 48000.0;
constexpr double kCornerHz = 7900.0;
constexpr double kKaiserBeta = 6.0;  // side lobes below −63 dB

std::int64_t whole_hz(Hertz rate) { return std::llround(rate.value()); }

double sinc(double x) {
  return x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

double Resampler::delay_frames(Hertz from, Hertz to) {
  return whole_hz(from) == whole_hz(to) ? 0.0 : kHalfSpanSeconds * from.value();
}

Resampler::Resampler(Hertz from, Hertz to, int largest_block, std::int64_t first_frame,
                     float gain) {
  const std::int64_t common = std::gcd(whole_hz(from), whole_hz(to));
  up_ = whole_hz(to) / common, down_ = whole_hz(from) / common;
  design(from, 2.0 * delay_frames(from, to), gain);
  past_ = arena_.take<float>(taps_ - 1 + static_cast<std::size_t>(largest_block) + kTapsTogether);
  reset(first_frame);
}

void Resampler::design(Hertz from, double span_frames, float gain) {
  const auto own = static_cast<std::size_t>(std::floor(span_frames)) + 1;
  taps_ = (own + kTapsTogether - 1) / kTapsTogether * kTapsTogether;
  filters_ = arena_.take<float>(static_cast<std::size_t>(up_) * taps_);
  if (up_ == down_) {
    filters_[taps_ - 1] = gain;
    return;
  }
  const double cycles = std::min(kCornerHz, 0.49375 * from.value()) / from.value();
  const double middle = 0.5 * span_frames;
  std::vector<double> phase(taps_);
  for (std::int64_t p = 0; p < up_; ++p) {
    double sum = 0.0;
    for (std::size_t j = 0; j < taps_; ++j) {
      const double t = static_cast<double>(p) / static_cast<double>(up_) + static_cast<double>(j);
      const double off = (t - middle) / middle;
      phase[j] = sinc(2.0 * cycles * (t - middle)) * kaiser(off, kKaiserBeta);
      sum += phase[j];
    }
    // Each phase passes 0 Hz alike, else silence with an offset would tick.
    float* filter = filters_.data() + static_cast<std::size_t>(p) * taps_;
    for (std::size_t j = 0; j < taps_; ++j) {
      filter[taps_ - 1 - j] = static_cast<float>(phase[j] / sum * static_cast<double>(gain));
    }
  }
}

void Resampler::reset(std::int64_t first_frame) noexcept {
  std::ranges::fill(past_, 0.0f);
  next_ = -floor_div(-first_frame * up_, down_);  // the first at or after first_frame
  const std::int64_t at = next_ * down_ - first_frame * up_;
  ahead_ = at / up_, phase_ = at % up_;
}

int Resampler::process(std::span<const float> in, std::span<float> out) noexcept {
  assert(in.size() + taps_ - 1 + kTapsTogether <= past_.size());
  std::ranges::copy(in, past_.begin() + static_cast<std::ptrdiff_t>(taps_ - 1));
  ResamplerRun run{filters_.data(), taps_,        up_,
                   down_ / up_,     down_ % up_,  ahead_,
                   phase_,          past_.data(), static_cast<std::int64_t>(in.size())};
  const int count = OTOSCAPE_KERNEL(resample)(run, out.data());
  next_ += count;
  ahead_ = run.ahead - run.frames, phase_ = run.phase;
  std::copy_n(past_.begin() + static_cast<std::ptrdiff_t>(in.size()), taps_ - 1, past_.begin());
  return count;
}

}  // namespace otoscape::dsp
#endif
