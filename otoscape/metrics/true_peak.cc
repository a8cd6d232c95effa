// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/true_peak.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "otoscape/base/magnitude.h"
#include "otoscape/dsp/fir_kernels.h"
#include "otoscape/dsp/window.h"

namespace otoscape::metrics {
namespace {

constexpr double kBeta = 5.0;          // of Kaiser's window
constexpr float kRounding = 1.00001f;  // more than that of a sum of 48 products

int phases_of(Hertz rate) {
  if (rate.value() >= 128e3) return 1;
  return rate.value() >= 64e3 ? 2 : 4;
}

}  // namespace

TruePeak::TruePeak(Hertz rate) : sound_(kTaps + kBlock + dsp::kFirRoom) {
  static_assert(kTaps == kBlock);  // a block is what lies before the next
  const int phases = phases_of(rate);
  for (int phase = 1; phase < phases; ++phase) {
    float all = 0.0f, middle = 0.0f;
    for (const double v :
         dsp::fractional_delay(static_cast<double>(phase) / phases, kTaps, kBeta)) {
      taps_.push_back(static_cast<float>(v));
      all += std::abs(taps_.back());
    }
    for (const float v : std::span(taps_).last(kTaps).subspan((kTaps - kMiddle) / 2, kMiddle)) {
      middle += std::abs(v);
    }
    most_gain_ = std::max(most_gain_, kRounding * all);
    outer_gain_ = std::max(outer_gain_, kRounding * (all - middle));
  }
  between_.resize(static_cast<std::size_t>(phases) * kBlock + dsp::kFirRoom);
}

// At most as much as the block still takes.
void TruePeak::fill(std::span<const float> part, float& peak) {
  std::ranges::copy(part, sound_.data() + kTaps + filled_);
  filled_ += part.size();
  if (filled_ < kBlock) return;
  block(peak);
  std::copy_n(sound_.data() + kBlock, kTaps, sound_.data());
  filled_ = 0;
}

// Between blocks: the frames of the whole blocks to come, if none of them can reach the peak, which
// holds for most of a programme; else 0.
std::size_t TruePeak::pass_over(std::span<const float> sound, float peak) {
  const auto whole = sound.first(sound.size() / kBlock * kBlock);
  if (whole.empty()) return 0;
  if (std::max(most_before_, base::largest_magnitude(whole)) * most_gain_ > peak) return 0;
  std::ranges::copy(whole.last(kTaps), sound_.data());
  most_before_ = base::largest_magnitude(whole.last(kTaps));
  return whole.size();
}

void TruePeak::raise(std::span<const float> sound, float& peak) {
  const auto take = [&] {
    const std::size_t count = std::min(sound.size(), kBlock - filled_);
    fill(sound.first(count), peak);
    sound = sound.subspan(count);
  };
  if (filled_ > 0) take();
  sound = sound.subspan(pass_over(sound, peak));
  while (!sound.empty()) take();
}

void TruePeak::raise_by_silence(std::size_t frames, float& peak) {
  static constexpr std::array<float, kTaps + kBlock> kZeros{};  // after them nothing else is left
  const bool is_still = base::largest_magnitude(std::span<const float>(sound_)) == 0.0f;
  if (!is_still) {
    const std::size_t first = std::min(frames, kZeros.size());
    raise(std::span(kZeros).first(first), peak);
    frames -= first;
  }
  if (frames == 0) return;
  std::ranges::fill(sound_, 0.0f);
  filled_ = (filled_ + frames) % kBlock;
}

void TruePeak::finish(float& peak) {
  raise_by_silence(kTaps + kBlock, peak);
  std::ranges::fill(sound_, 0.0f);
  filled_ = 0;
  most_before_ = 0.0f;
}

// Of the interpolated samples by some of the taps, all phases.
float TruePeak::largest_between(std::size_t first_tap, std::size_t taps) {
  std::size_t count = 0;
  for (std::size_t phase = 0; phase < taps_.size(); phase += kTaps, count += kBlock) {
    dsp::correlate(std::span(taps_).subspan(phase + first_tap, taps), sound_.data() + first_tap,
                   between_.data() + count, kBlock);
  }
  return base::largest_magnitude(std::span(between_).first(count));
}

// What cannot be above the peak is left out: first by all samples' largest magnitude, then by the
// middle taps' sum, to which the outer ones add so much at most.
void TruePeak::block(float& peak) {
  const std::span<const float> x = sound_;
  const float newest = base::largest_magnitude(x.subspan(kTaps, kBlock));
  const float most = std::max(most_before_, newest);
  most_before_ = newest;
  if (most * most_gain_ <= peak) return;
  peak = std::max(peak, base::largest_magnitude(x.subspan(kTaps / 2 - 1, kBlock)));
  const float middle = largest_between((kTaps - kMiddle) / 2, kMiddle);
  if (kRounding * middle + most * outer_gain_ <= peak) return;
  peak = std::max(peak, largest_between(0, kTaps));
}

}  // namespace otoscape::metrics
