// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/true_peak.h"

#include <algorithm>
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

void TruePeak::raise(std::span<const float> sound, float& peak) {
  while (!sound.empty()) {
    const auto part = sound.first(std::min(sound.size(), kBlock - filled_));
    sound = sound.subspan(part.size());
    std::ranges::copy(part, sound_.data() + kTaps + filled_);
    filled_ += part.size();
    if (filled_ < kBlock) return;
    block(peak);
    std::copy_n(sound_.data() + kBlock, kTaps, sound_.data());
    filled_ = 0;
  }
}

void TruePeak::finish(float& peak) {
  raise(std::vector<float>(kTaps + kBlock, 0.0f), peak);
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
