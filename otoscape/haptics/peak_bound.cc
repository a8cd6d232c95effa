// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/peak_bound.h"

#include <algorithm>
#include <cmath>

#include "otoscape/units/level.h"

namespace otoscape::haptics {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

PeakBound::PeakBound(const Setup& setup)
    : setup_(setup),
      highest_lin_(static_cast<float>(to_amplitude(Decibels(setup.highest_dbfs))) * (1.0f - 1e-6f)),
      reach_(std::max(
          1, static_cast<int>(std::lround(kBoundSeconds * setup.rate.value() / setup.step)))),
      smooth_(hann_mean(2 * reach_ + 1)),
      next_(setup.first_frame) {
  for (auto& channel : frames_) {
    channel = dsp::SlidingBuffer(latency(), setup.most_frames, setup.first_frame);
  }
  const std::int64_t block = floor_div(setup.first_frame, setup.step);
  needed_ = low_buffer(2 * reach_ + 2, block);
  widest_ = low_buffer(2 * reach_ + 1, block - reach_);
  taken_ = low_buffer(4 * reach_ + setup.most_frames / setup.step + 8, block - 2 * reach_);
}

void PeakBound::end_block() noexcept {
  push(needed_, peak_ > highest_lin_ ? 1.0f - highest_lin_ / peak_ : 0.0f);
  peak_ = 0.0f;
  // Both ends of a block's straight line of gain must be low enough for it.
  const int within = 2 * reach_ + 2;
  const float* const from = needed_.at(needed_.end() - within);
  push(widest_, *std::max_element(from, from + within));
  push(taken_, smooth_.at(widest_, widest_.end() - 1 - reach_));
}

void PeakBound::take(float peak) noexcept {
  peak_ = std::max(peak_, peak);
  if (++next_ % setup_.step == 0) end_block();
}

void PeakBound::process(FullScaleBlock sound) noexcept {
  const std::int64_t first = next_ - latency();
  for (int c = 0; c < sound.channels(); ++c) {
    frames_[static_cast<std::size_t>(c)].push(sound.channel(c));
  }
  for (int n = 0; n < sound.frames(); ++n) {
    float peak = 0.0f;
    for (int c = 0; c < sound.channels(); ++c) {
      peak = std::max(peak, std::abs(sound.channel(c)[static_cast<std::size_t>(n)]));
    }
    take(peak);
  }
  for (int n = 0; n < sound.frames(); ++n) {
    const std::int64_t frame = first + n, block = floor_div(frame, setup_.step);
    const float* const taken = taken_.at(block);
    const float part =
        static_cast<float>(frame - block * setup_.step) / static_cast<float>(setup_.step);
    const float gain = 1.0f - std::lerp(taken[0], taken[1], part);
    for (int c = 0; c < sound.channels(); ++c) {
      sound.channel(c)[static_cast<std::size_t>(n)] =
          // What the rounding of a gain leaves.
          std::clamp(gain * frames_[static_cast<std::size_t>(c)].at(frame)[0], -highest_lin_,
                     highest_lin_);
    }
  }
}

}  // namespace otoscape::haptics
