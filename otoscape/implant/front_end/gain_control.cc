// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/front_end/gain_control.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::front_end {
namespace {

constexpr double kRate = 16000.0;
constexpr double kFullScaleSpl = 98.0103;  // dB SPL of a mean power of 1: a tone of amplitude √2

double power_of(double db_spl) { return std::pow(10.0, (db_spl - kFullScaleSpl) / 10.0); }
double smoothing(double seconds) { return 1.0 - std::exp(-1.0 / (seconds * kRate)); }

// Autosensitivity. The breakpoint is Cochlear's default; the rest is ours.
constexpr double kBreakpointSpl = 57.0;
constexpr int kWindowSamples = 1600;
constexpr double kDownDbPerSecond = 2.0, kUpDbPerSecond = 1.0;

// The slow compressor. Ratio and knee as published for MED-EL-like chains; times are ours.
constexpr double kRatio = 3.0, kKneeSpl = 52.7, kUnchangedSpl = 65.0;
constexpr double kMeanSeconds = 0.02, kAttackSeconds = 0.1, kReleaseSeconds = 0.4;

}  // namespace

template <class Real>
Limiter<Real>::Limiter(const LimiterSettings& settings)
    : knee_(static_cast<Real>(settings.knee)),
      decay_(static_cast<Real>(std::pow(10.0, -25.0 / (20.0 * settings.release_s * kRate)))),
      weight_(static_cast<Real>(3.912 / (settings.attack_s * kRate))) {}

template <class Real>
void Limiter<Real>::process(std::span<Real> sound) noexcept {
  for (Real& x : sound) {
    envelope_ = std::max(std::abs(x), envelope_ * decay_);
    const Real raw = envelope_ <= knee_ ? Real(1) : knee_ / envelope_;
    gain_ = weight_ * raw + (Real(1) - weight_) * gain_;
    x *= gain_;
  }
}

template <class Real>
void Limiter<Real>::reset() noexcept {
  envelope_ = 0;
  gain_ = 1;
}

template <class Real>
Autosensitivity<Real>::Autosensitivity()
    : down_(std::pow(10.0, -kDownDbPerSecond / 20.0 / kRate)),
      up_(std::pow(10.0, kUpDbPerSecond / 20.0 / kRate)) {}

template <class Real>
void Autosensitivity<Real>::finish_window() noexcept {
  powers_[static_cast<std::size_t>(window_)] = power_ / kWindowSamples;
  window_ = (window_ + 1) % kWindows;
  known_ = std::min(known_ + 1, kWindows);
  const double floor = *std::min_element(powers_.begin(), powers_.begin() + known_);
  const double breakpoint = power_of(kBreakpointSpl);
  target_ = floor > breakpoint ? std::sqrt(breakpoint / floor) : 1.0;
  power_ = 0.0;
  samples_ = 0;
}

template <class Real>
void Autosensitivity<Real>::process(std::span<Real> sound) noexcept {
  for (Real& x : sound) {
    power_ += static_cast<double>(x) * static_cast<double>(x);
    if (++samples_ == kWindowSamples) finish_window();
    gain_ = gain_ > target_ ? std::max(target_, gain_ * down_) : std::min(target_, gain_ * up_);
    x *= static_cast<Real>(gain_);
  }
}

template <class Real>
void Autosensitivity<Real>::reset() noexcept {
  *this = Autosensitivity();
}

template <class Real>
SlowCompressor<Real>::SlowCompressor()
    : mean_(smoothing(kMeanSeconds)),
      attack_(smoothing(kAttackSeconds)),
      release_(smoothing(kReleaseSeconds)),
      make_up_(std::pow(10.0, (1.0 - 1.0 / kRatio) * (kUnchangedSpl - kKneeSpl) / 20.0)),
      gain_(make_up_) {}

template <class Real>
void SlowCompressor<Real>::process(std::span<Real> sound) noexcept {
  for (Real& x : sound) {
    const double p = static_cast<double>(x) * static_cast<double>(x);
    short_power_ += mean_ * (p - short_power_);  // else a tone's own peaks would count as attacks
    power_ += (short_power_ > power_ ? attack_ : release_) * (short_power_ - power_);
    if (samples_ == 0) {
      const double excess = std::max(1.0, power_ / power_of(kKneeSpl));
      const double wanted = make_up_ * std::pow(excess, -0.5 * (1.0 - 1.0 / kRatio));
      step_ = (wanted - gain_) / kGainEvery;
    }
    samples_ = (samples_ + 1) % kGainEvery;
    gain_ += step_;
    x *= static_cast<Real>(gain_);
  }
}

template <class Real>
void SlowCompressor<Real>::reset() noexcept {
  *this = SlowCompressor();
}

template <class Real>
void GainControl<Real>::process(std::span<Real> sound) noexcept {
  if (agc_ == Agc::slow) autosensitivity_.process(sound);
  if (agc_ == Agc::dual) compressor_.process(sound);
  if (agc_ != Agc::off) limiter_.process(sound);
}

template <class Real>
void GainControl<Real>::reset() noexcept {
  autosensitivity_.reset();
  compressor_.reset();
  limiter_.reset();
}

template class Limiter<float>;
template class Limiter<double>;
template class Autosensitivity<float>;
template class Autosensitivity<double>;
template class SlowCompressor<float>;
template class SlowCompressor<double>;
template class GainControl<float>;
template class GainControl<double>;

}  // namespace otoscape::implant::front_end
