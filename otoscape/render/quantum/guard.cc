// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/guard.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "otoscape/dsp/window.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/render/quantum/guard.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/base/kernel.h"

HWY_BEFORE_NAMESPACE();
namespace otoscape::render::quantum::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// peaks[n] = max(peaks[n], |x| and |interpolations| between frames n and n + 1); x points at frame
// 0's first tap. `taps` holds tap_count values for each phase.
void interpolated_peaks(const float* x, std::span<const float> taps, int tap_count, int frames,
                        float* peaks) {
  const hn::CappedTag<float, 16> d;
  const int phases = static_cast<int>(taps.size()) / tap_count;
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d))) {
    auto peak = hn::Max(hn::LoadU(d, peaks + n), hn::Abs(hn::LoadU(d, x + n + tap_count / 2 - 1)));
    const float* tap = taps.data();
    for (int phase = 0; phase < phases; ++phase) {
      auto sum = hn::Zero(d);
      for (int t = 0; t < tap_count; ++t) {
        sum = hn::MulAdd(hn::Set(d, *tap++), hn::LoadU(d, x + n + t), sum);
      }
      peak = hn::Max(peak, hn::Abs(sum));
    }
    hn::StoreU(peak, d, peaks + n);
  }
}

// out[n] = max of x[n … n + count).
void running_max(const float* x, int count, int frames, float* out) {
  const hn::CappedTag<float, 16> d;
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d))) {
    auto most = hn::LoadU(d, x + n);
    for (int i = 1; i < count; ++i) most = hn::Max(most, hn::LoadU(d, x + n + i));
    hn::StoreU(most, d, out + n);
  }
}

// out[n] = Σ w[i] x[n + i].
void weighted_sum(const float* x, const float* w, int count, int frames, float* out) {
  const hn::CappedTag<float, 16> d;
  for (int n = 0; n < frames; n += static_cast<int>(hn::Lanes(d))) {
    auto sum = hn::Zero(d);
    for (int i = 0; i < count; ++i) {
      sum = hn::MulAdd(hn::Set(d, w[i]), hn::LoadU(d, x + n + i), sum);
    }
    hn::StoreU(sum, d, out + n);
  }
}

float largest(const float* x, int count) {
  const hn::CappedTag<float, 16> d;
  auto peak = hn::Zero(d);
  int n = 0;
  for (; n + static_cast<int>(hn::Lanes(d)) <= count; n += static_cast<int>(hn::Lanes(d))) {
    peak = hn::Max(peak, hn::Abs(hn::LoadU(d, x + n)));
  }
  float result = hn::GetLane(hn::MaxOfLanes(d, peak));
  for (; n < count; ++n) result = std::max(result, std::abs(x[n]));
  return result;
}

}  // namespace otoscape::render::quantum::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::render::quantum {

HWY_EXPORT(interpolated_peaks);
HWY_EXPORT(largest);
HWY_EXPORT(running_max);
HWY_EXPORT(weighted_sum);

namespace {

constexpr double kMarginDb = 0.5;
// The gain comes back in a straight line in dB, so that it is exactly 1 again after a finite time:
// a region of a film then needs no more run-in than that.
constexpr double kReleaseDbPerSecond = 20.0;

constexpr double kBeta = 5.0;  // of the taps' window (Kaiser)

}  // namespace

void Guard::prepare(const StreamSpec& spec, int quantum, Arena& arena) {
  quantum_ = quantum;
  look_ahead_ = quantum;
  release_ = static_cast<float>(std::pow(10.0, kReleaseDbPerSecond / 20.0 / spec.rate.value()));
  taps_ = arena.take<float>(kTaps * (kPhases - 1));
  for (int phase = 1; phase < kPhases; ++phase) {
    const auto h = dsp::fractional_delay(static_cast<double>(phase) / kPhases, kTaps, kBeta);
    double sum = 0.0;
    for (double v : h) sum += std::abs(v);
    tap_sum_ = std::max(tap_sum_, static_cast<float>(sum));
    std::ranges::copy(h, taps_.begin() + (phase - 1) * kTaps);
  }
  const auto frames = static_cast<std::size_t>(quantum),
             ahead = static_cast<std::size_t>(look_ahead_);
  for (int c = 0; c < spec.channels(); ++c) {
    history_[static_cast<std::size_t>(c)] = arena.take<float>(ahead + kTaps + frames);
  }
  peaks_ = arena.take<float>(frames);
  needed_ = arena.take<float>(ahead + 1 + frames);
  held_ = arena.take<float>(ahead + frames);
  window_ = arena.take<float>(ahead);
  reduction_ = arena.take<float>(frames);
  const auto length = static_cast<double>(ahead);
  for (std::size_t i = 0; i < ahead; ++i) {  // unit sum
    window_[i] = static_cast<float>(2.0 * dsp::hann(static_cast<double>(i) + 0.5, length) / length);
  }
  set_ceiling(-1.0);
}

void Guard::set_ceiling(double dbtp) noexcept {
  const double aim_db = std::clamp(dbtp, -6.0, 0.0) - kMarginDb;
  ceiling_lin_ = static_cast<float>(std::pow(10.0, aim_db / 20.0));
  skip_below_ = ceiling_lin_ / tap_sum_;
}

void Guard::process(FullScaleBlock sound) noexcept {
  for (int c = 0; c < sound.channels(); ++c) {
    const auto past = history_[static_cast<std::size_t>(c)];
    std::copy(past.begin() + quantum_, past.end(), past.begin());
    std::ranges::copy(sound.channel(c), past.end() - quantum_);
  }
  const bool near = anything_near(sound.channels());
  if (idle_ && !near) {
    for (int c = 0; c < sound.channels(); ++c) {
      const auto past = history_[static_cast<std::size_t>(c)];
      std::copy_n(past.begin() + kTaps / 2, quantum_, sound.channel(c).begin());
    }
    return;
  }
  std::ranges::fill(peaks_, 0.0f);
  if (near) find_peaks(sound.channels());
  shape_gain();
  apply(sound);
}

// No interpolation can exceed the ceiling where no sample exceeds it over the taps' absolute sum.
bool Guard::anything_near(int channels) const noexcept {
  for (int c = 0; c < channels; ++c) {
    const auto past =
        history_[static_cast<std::size_t>(c)].last(static_cast<std::size_t>(quantum_ + kTaps));
    const float peak = OTOSCAPE_KERNEL(largest)(past.data(), static_cast<int>(past.size()));
    if (peak > skip_below_) return true;
  }
  return false;
}

// Peaks of the quantum that ends kTaps/2 frames before the newest frame.
void Guard::find_peaks(int channels) noexcept {
  for (int c = 0; c < channels; ++c) {
    const float* first_tap = history_[static_cast<std::size_t>(c)].data() + look_ahead_ + 1;
    OTOSCAPE_KERNEL(interpolated_peaks)
    (first_tap, taps_, kTaps, quantum_, peaks_.data());
  }
}

// Reductions (1 − gain): what each peak needs, held over the look-ahead, released slowly, then
// smoothed by a window of unit sum, so that at the peak itself the full reduction is reached.
void Guard::shape_gain() noexcept {
  const auto ahead = static_cast<std::size_t>(look_ahead_),
             frames = static_cast<std::size_t>(quantum_);
  std::copy(needed_.begin() + quantum_, needed_.end(), needed_.begin());
  std::copy(held_.begin() + quantum_, held_.end(), held_.begin());
  for (std::size_t n = 0; n < frames; ++n) {
    needed_[ahead + 1 + n] = peaks_[n] > ceiling_lin_ ? 1.0f - ceiling_lin_ / peaks_[n] : 0.0f;
  }
  OTOSCAPE_KERNEL(running_max)
  (needed_.data() + 1, look_ahead_ + 1, quantum_, held_.data() + look_ahead_);
  for (float& held : held_.subspan(ahead)) {
    envelope_ = std::max({held, 1.0f - (1.0f - envelope_) * release_, 0.0f});
    held = envelope_;
  }
  OTOSCAPE_KERNEL(weighted_sum)
  (held_.data() + 1, window_.data(), look_ahead_, quantum_, reduction_.data());
}

void Guard::apply(FullScaleBlock sound) noexcept {
  bool quiet = true;
  for (std::size_t n = 0; n < static_cast<std::size_t>(quantum_); ++n) {
    const float reduction = reduction_[n];
    const float gain = 1.0f - reduction;
    for (int c = 0; c < sound.channels(); ++c) {
      const float x = history_[static_cast<std::size_t>(c)][n + kTaps / 2];
      // The clamp is for peaks so high (60 dB over) that the gain itself runs out of digits.
      sound.channel(c)[n] =
          reduction == 0.0f ? x : std::clamp(x * gain, -ceiling_lin_, ceiling_lin_);
    }
    if (reduction == 0.0f) continue;
    quiet = false;
    ++report_.frames;
    report_.events += idle_;
    idle_ = false;
    report_.lowest_gain = std::min(report_.lowest_gain, gain);
  }
  idle_ = quiet && envelope_ == 0.0f;
}

}  // namespace otoscape::render::quantum
#endif
