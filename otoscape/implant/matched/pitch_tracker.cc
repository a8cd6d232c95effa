// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/matched/pitch_tracker.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/window.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/implant/matched/pitch_tracker.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::implant::matched::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// products[i] = Σ x[j] x[j − lags + i] over `window` samples: lags run over the lanes, the longest
// first. Room for whole vectors behind `lags` + 1 of them.
void correlate(const float* x, int window, int lags, float* products) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int i = 0; i <= lags; i += 4 * lanes) {
    V a = hn::Zero(d), b = a, c = a, e = a;
    const float* past = x - lags + i;
    for (int j = 0; j < window; ++j) {
      const V now = hn::Set(d, x[j]);
      a = hn::MulAdd(now, hn::LoadU(d, past + j), a);
      b = hn::MulAdd(now, hn::LoadU(d, past + j + lanes), b);
      c = hn::MulAdd(now, hn::LoadU(d, past + j + 2 * lanes), c);
      e = hn::MulAdd(now, hn::LoadU(d, past + j + 3 * lanes), e);
    }
    hn::StoreU(a, d, products + i);
    hn::StoreU(b, d, products + i + lanes);
    hn::StoreU(c, d, products + i + 2 * lanes);
    hn::StoreU(e, d, products + i + 3 * lanes);
  }
}

}  // namespace otoscape::implant::matched::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::implant::matched {

HWY_EXPORT(correlate);

namespace {

constexpr double kWorkingHz = 12000.0;
constexpr double kWindowSeconds = 0.040, kHopSeconds = 64.0 / 12000.0;
constexpr double kSmoothBelowHz = 1000.0;
constexpr double kFirstPeakShare = 0.9;
constexpr double kSilence = 1e-12;  // mean square; 34 dB below the threshold of hearing at 1 kHz
constexpr int kVectorRoom = 64;
// Of the power below 1 kHz that lies in the first harmonic: from none to all of the clarity.
constexpr double kNoVoice = 0.0005, kVoice = 0.002;

int samples(double seconds, double rate) { return static_cast<int>(std::lround(seconds * rate)); }

}  // namespace

PitchTracker::PitchTracker(Hertz rate, int most, std::int64_t first_frame)
    : step_(std::max(1, samples(1.0 / kWorkingHz, rate.value()))) {
  const double working = rate.value() / step_;
  hop_ = samples(kHopSeconds, working);
  window_ = samples(kWindowSeconds, working);
  shortest_ = samples(1.0 / kHighestHz, working);
  longest_ = samples(1.0 / kLowestHz, working);
  low_pass_ =
      dsp::Biquad::low_pass(Hertz(working), Hertz(kSmoothBelowHz), 1.0 / std::numbers::sqrt2);
  const std::int64_t first_sample = (first_frame + step_ - 1) / step_;
  until_sample_ = static_cast<int>(first_sample * step_ - first_frame);
  next_hop_ = first_valid_ = first_sample / hop_ + 1;
  smooth_ = dsp::SlidingBuffer(4 * (window_ + longest_), most / step_ + kVectorRoom, first_sample);
  products_.resize(static_cast<std::size_t>(longest_ + 1 + kVectorRoom));
  likeness_.resize(static_cast<std::size_t>(longest_ + 1));
  for (int j = 0; j < window_; ++j) {
    taper_.push_back(static_cast<float>(dsp::hann(j + 0.5, window_)));
    taper_sum_ += static_cast<double>(taper_.back());
  }
}

void PitchTracker::push(std::span<const float> sound, bool measures) noexcept {
  for (const float x : sound) {
    if (until_sample_-- > 0) continue;
    until_sample_ = step_ - 1;
    smooth_in(x);
    if (smooth_.end() < next_hop_ * hop_) continue;
    if (measures) measure();
    ++next_hop_;
  }
}

void PitchTracker::smooth_in(float x) noexcept {
  const dsp::Biquad& f = low_pass_;
  const double in = static_cast<double>(x), y = f.b0 * in + s1_;
  s1_ = f.b1 * in - f.a1 * y + s2_;
  s2_ = f.b2 * in - f.a2 * y;
  const auto out = static_cast<float>(y);
  smooth_.push({&out, 1});
}

void PitchTracker::measure() noexcept {
  const float* newest = smooth_.at(smooth_.end() - window_);
  OTOSCAPE_KERNEL(correlate)(newest, window_, longest_, products_.data());
  double now = 0.0;
  for (int j = 0; j < window_; ++j) now += static_cast<double>(newest[j] * newest[j]);
  double past = now;
  for (int lag = 0; lag <= longest_; ++lag) {
    const auto product = static_cast<double>(products_[static_cast<std::size_t>(longest_ - lag)]);
    const double energy = std::max(now + past, 2.0 * kSilence * window_);
    likeness_[static_cast<std::size_t>(lag)] = static_cast<float>(2.0 * product / energy);
    const auto enters = static_cast<double>(newest[-1 - lag]);
    const auto leaves = static_cast<double>(newest[window_ - 1 - lag]);
    past += enters * enters - leaves * leaves;
  }
  found_[static_cast<std::size_t>(next_hop_) % found_.size()] = best_peak();
}

PitchTracker::Pitch PitchTracker::best_peak() const noexcept {
  const auto n = [&](int lag) {
    return static_cast<double>(likeness_[static_cast<std::size_t>(lag)]);
  };
  const auto is_peak = [&](int lag) { return n(lag) > n(lag - 1) && n(lag) >= n(lag + 1); };
  double largest = 0.0;
  for (int lag = shortest_; lag < longest_; ++lag) {
    if (is_peak(lag)) largest = std::max(largest, n(lag));
  }
  for (int lag = shortest_; lag < longest_ && largest > 0.0; ++lag) {
    if (!is_peak(lag) || n(lag) < kFirstPeakShare * largest) continue;
    const double left = n(lag - 1), middle = n(lag), right = n(lag + 1);
    const double bend = left - 2.0 * middle + right;
    const double off = bend < 0.0 ? 0.5 * (left - right) / bend : 0.0;
    const double height = std::min(1.0, middle - 0.25 * (left - right) * off);
    const double voice =
        std::clamp((first_harmonic(lag + off) - kNoVoice) / (kVoice - kNoVoice), 0.0, 1.0);
    return {(lag + off) * step_, height * voice};
  }
  return {};
}

// Share of the newest window's power that lies in a line of that period (Goertzel 1958).
double PitchTracker::first_harmonic(double lag) const noexcept {
  const float* x = smooth_.at(smooth_.end() - window_);
  const double turn = 2.0 * std::numbers::pi / lag, twice = 2.0 * std::cos(turn);
  double s1 = 0.0, s2 = 0.0, power = 0.0, weight = 0.0;
  for (int j = 0; j < window_; ++j) {
    const auto w = static_cast<double>(taper_[static_cast<std::size_t>(j)]);
    const double v = w * static_cast<double>(x[j]);
    const double s = v + twice * s1 - s2;
    s2 = s1, s1 = s;
    power += v * v, weight += w * w;
  }
  const double line = s1 * s1 + s2 * s2 - twice * s1 * s2;  // |Σ w x e^…|²
  return power > 0.0 ? 2.0 * line / (taper_sum_ * taper_sum_) * weight / power : 0.0;
}

PitchTracker::Pitch PitchTracker::known_at(std::int64_t frame) const noexcept {
  if (frame < 0) return {};
  // Sample k of the smoothed sound is frame k · step; hop h is known with sample h · hop − 1.
  const std::int64_t hop = (frame / step_ + 1) / hop_;
  if (hop < first_valid_ || hop >= next_hop_) return {};
  return found_[static_cast<std::size_t>(hop) % found_.size()];
}

}  // namespace otoscape::implant::matched
#endif
