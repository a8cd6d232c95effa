// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/soft_attack.h"

#include <algorithm>
#include <cmath>

#include "otoscape/haptics/filters.h"

namespace otoscape::haptics {
namespace {

int samples(double seconds, Hertz rate) {
  return std::max(1, static_cast<int>(std::lround(seconds * rate.value())));
}

}  // namespace

SoftAttack::SoftAttack(Hertz low_rate, std::int64_t first)
    : hold_(samples(kHoldSeconds, low_rate)),
      mean_(samples(kAttackSeconds, low_rate)),
      size_(low_buffer(hold_, first)),
      level_(low_buffer(mean_, first)) {}

float SoftAttack::next(float x) noexcept {
  push(size_, std::abs(x));
  const float* const held = size_.at(size_.end() - hold_);
  const float level = *std::max_element(held, held + hold_);
  push(level_, level);
  float sum = 0.0f;
  const float* const past = level_.at(level_.end() - mean_);
  for (int n = 0; n < mean_; ++n) sum += past[n];
  const float mean = sum / static_cast<float>(mean_);
  return mean < level ? x * (mean / level) : x;
}

}  // namespace otoscape::haptics
