// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/same_sound.h"

namespace otoscape::io::media {

bool same_sound(const SoundPiece& a, const SoundPiece& b) {
  constexpr double kMost = 1e-10;
  if (a.samples == b.samples) return true;
  if (a.frames != b.frames || a.channels != b.channels) return false;
  double energy = 0.0, difference = 0.0;
  for (std::size_t c = 0; c < static_cast<std::size_t>(a.channels); ++c) {
    for (std::size_t n = 0; n < a.samples[c].size(); ++n) {
      const double x = a.samples[c][n], d = x - b.samples[c][n];
      energy += x * x;
      difference += d * d;
    }
  }
  return difference <= kMost * energy;
}

}  // namespace otoscape::io::media
