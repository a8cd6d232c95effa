// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/true_peak.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "otoscape/dsp/window.h"

namespace otoscape::metrics {
namespace {

constexpr double kBeta = 5.0;  // of Kaiser's window

int phases_of(Hertz rate) {
  if (rate.value() >= 128e3) return 1;
  return rate.value() >= 64e3 ? 2 : 4;
}

// Magnitudes compare as their bits do, and the compiler compares integers many at a time.
float largest(std::span<const float> x) {
  std::int32_t most = 0;
  for (const float v : x) most = std::max(most, std::bit_cast<std::int32_t>(v) & 0x7fffffff);
  return std::bit_cast<float>(most);
}

}  // namespace

TruePeak::TruePeak(Hertz rate) : waiting_(kTaps, 0.0f) {
  const int phases = phases_of(rate);
  for (int phase = 1; phase < phases; ++phase) {
    float sum = 0.0f;
    for (const double v :
         dsp::fractional_delay(static_cast<double>(phase) / phases, kTaps, kBeta)) {
      taps_.push_back(static_cast<float>(v));
      sum += std::abs(taps_.back());
    }
    most_gain_ = std::max(most_gain_, sum);
  }
}

void TruePeak::raise(std::span<const float> sound, float& peak) {
  waiting_.insert(waiting_.end(), sound.begin(), sound.end());
  std::size_t at = 0;
  for (; at + kTaps + kBlock <= waiting_.size(); at += kBlock) {
    block(std::span(waiting_).subspan(at).first<kTaps + kBlock>(), peak);
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(at));
}

void TruePeak::finish(float& peak) {
  const std::vector<float> silence(kTaps + kBlock, 0.0f);
  raise(silence, peak);
  waiting_.assign(kTaps, 0.0f);
}

void TruePeak::block(std::span<const float, kTaps + kBlock> x, float& peak) const {
  const float most = largest(x);
  if (most * most_gain_ <= peak) return;  // no interpolated sample can be above it
  peak = std::max(peak, largest(x.subspan<kTaps / 2 - 1, kBlock>()));
  for (std::size_t phase = 0; phase < taps_.size(); phase += kTaps) {
    float sum[kBlock] = {};
    for (std::size_t t = 0; t < kTaps; ++t) {
      const float tap = taps_[phase + t];
      const float* from = x.data() + t;
      for (std::size_t n = 0; n < kBlock; ++n) sum[n] += tap * from[n];
    }
    peak = std::max(peak, largest(sum));
  }
}

}  // namespace otoscape::metrics
