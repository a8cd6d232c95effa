// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/shots.h"

#include <algorithm>
#include <utility>

namespace otoscape::body {

void add_shot(std::span<const float> sound, const Shot& shot, std::int64_t first_frame,
              std::span<float> out) noexcept {
  const std::int64_t into = first_frame - shot.frame;  // of the sound, at out's first frame
  const std::int64_t end = std::min<std::int64_t>(std::ssize(out), std::ssize(sound) - into);
  for (std::int64_t n = std::max(-into, std::int64_t{0}); n < end; ++n) {
    out[static_cast<std::size_t>(n)] += shot.gain_lin * sound[static_cast<std::size_t>(into + n)];
  }
}

Shots::Shots(std::vector<float> sound, std::vector<Shot> at)
    : sound_(std::move(sound)), at_(std::move(at)) {}

void Shots::add(std::int64_t first_frame, float gain_from_lin, float gain_to_lin,
                std::span<float> out) const noexcept {
  const auto length = static_cast<std::int64_t>(sound_.size());
  const auto frames = static_cast<std::int64_t>(out.size());
  const float rise = (gain_to_lin - gain_from_lin) / static_cast<float>(out.size());
  auto shot = std::upper_bound(
      at_.begin(), at_.end(), first_frame - length,
      [](std::int64_t frame, const Shot& candidate) { return frame < candidate.frame; });
  for (; shot != at_.end() && shot->frame < first_frame + frames; ++shot) {
    const std::int64_t into = first_frame - shot->frame;  // of the sound, at out's first frame
    const std::int64_t end = std::min(frames, length - into);
    for (std::int64_t n = std::max(-into, std::int64_t{0}); n < end; ++n) {
      const float gain = shot->gain_lin * (gain_from_lin + rise * static_cast<float>(n));
      out[static_cast<std::size_t>(n)] += gain * sound_[static_cast<std::size_t>(into + n)];
    }
  }
}

}  // namespace otoscape::body
