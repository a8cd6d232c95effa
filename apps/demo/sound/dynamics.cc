// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/dynamics.h"
#include "otoscape/base/ease.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::demo::sound {

void compress(Stereo& sound, double threshold_lin) {
  const double smooth = 1.0 / (0.010 * kRate), attack = 1.0 / (0.008 * kRate),
               release = 1.0 / (0.120 * kRate);
  const double threshold = threshold_lin * threshold_lin;
  double power = 0.0, gain = 1.0;
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double l = sound.left[n], r = sound.right[n];
    power += smooth * (0.5 * (l * l + r * r) - power);
    const double target = power > threshold ? std::sqrt(std::sqrt(threshold / power)) : 1.0;
    gain += (target - gain) * (target < gain ? attack : release);
    sound.left[n] *= static_cast<float>(gain);
    sound.right[n] *= static_cast<float>(gain);
  }
}

void limit(Stereo& sound, double ceiling_lin) {
  const std::size_t ahead = frames_at(0.003), frames = sound.frames();
  // The gain that each frame needs, its minimum over ±`ahead`, then the mean of that over ±`ahead`:
  // every value in the mean is at most what the frame needs, so the mean is too.
  std::vector<float> need(frames, 1.0f), least(frames, 1.0f);
  for (std::size_t n = 0; n < frames; ++n) {
    const float peak = std::max(std::abs(sound.left[n]), std::abs(sound.right[n]));
    if (peak > ceiling_lin) need[n] = static_cast<float>(ceiling_lin) / peak;
  }
  for (std::size_t n = 0; n < frames; ++n) {
    if (need[n] >= 1.0f) continue;
    const std::size_t first = n > ahead ? n - ahead : 0, last = std::min(frames - 1, n + ahead);
    for (std::size_t k = first; k <= last; ++k) least[k] = std::min(least[k], need[n]);
  }
  double sum = static_cast<double>(2 * ahead + 1);
  const auto at = [&](std::ptrdiff_t k) {
    return k < 0 || k >= static_cast<std::ptrdiff_t>(frames) ? 1.0 : static_cast<double>(least[k]);
  };
  const std::ptrdiff_t reach = static_cast<std::ptrdiff_t>(ahead);
  for (std::ptrdiff_t n = -reach; n < static_cast<std::ptrdiff_t>(frames); ++n) {
    sum += at(n + reach) - at(n - reach - 1);
    if (n < 0) continue;
    const float gain = static_cast<float>(sum / static_cast<double>(2 * ahead + 1));
    sound.left[n] *= gain;
    sound.right[n] *= gain;
  }
}

namespace {

// Moves the gain along half a cosine from `before` to `after`.
void fade(Stereo& sound, double from_s, double to_s, double before, double after) {
  const std::size_t first = frames_at(from_s), last = frames_at(to_s);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double part =
        n <= first
            ? 0.0
            : std::min(1.0, static_cast<double>(n - first) / static_cast<double>(last - first));
    const double moved = raised_cosine(part);
    const float gain = static_cast<float>(before + (after - before) * moved);
    sound.left[n] *= gain;
    sound.right[n] *= gain;
  }
}

}  // namespace

void damp(Stereo& sound, double from_s, double to_s) { fade(sound, from_s, to_s, 1.0, 0.0); }

void fade_in(Stereo& sound, double from_s, double to_s) { fade(sound, from_s, to_s, 0.0, 1.0); }

}  // namespace otoscape::demo::sound
