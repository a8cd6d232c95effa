// SPDX-License-Identifier: Apache-2.0
#include "io/sound_fade.h"

namespace otoscape::io {

bool agree(const SoundPiece& old, const SoundPiece& fresh, bool lossless) {
  constexpr double kMostRatio = 4.0, kFloor = 1e-9;
  if (lossless) return old.samples == fresh.samples;
  const auto energy = [](const SoundPiece& piece) {
    double sum = 0.0;
    for (const auto& channel : piece.samples) {
      for (float x : channel) sum += static_cast<double>(x) * static_cast<double>(x);
    }
    return sum / piece.frames + kFloor;
  };
  const double ratio = energy(fresh) / energy(old);
  return old.frames == fresh.frames && ratio <= kMostRatio && ratio >= 1.0 / kMostRatio;
}

void fade_over(SoundPiece& piece, const SoundPiece& to, int at, int length) {
  for (std::size_t c = 0; c < static_cast<std::size_t>(piece.channels); ++c) {
    for (std::size_t n = 0; n < static_cast<std::size_t>(piece.frames); ++n) {
      const float weight =
          (static_cast<float>(at) + static_cast<float>(n) + 0.5f) / static_cast<float>(length);
      piece.samples[c][n] += weight * (to.samples[c][n] - piece.samples[c][n]);
    }
  }
}

}  // namespace otoscape::io
