// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

// Sound in memory, as the demo makes it: 48 kHz, one or two channels of plain floats.

namespace otoscape::demo::sound {

inline constexpr int kRate = 48000;

using Mono = std::vector<float>;

inline std::size_t frames_at(double seconds) {
  return static_cast<std::size_t>(std::llround(seconds * kRate));
}

struct Stereo {
  Stereo() = default;
  explicit Stereo(std::size_t frames) : left(frames), right(frames) {}
  std::size_t frames() const { return left.size(); }

  Mono left;
  Mono right;
};

// What of `from` lies beyond the end of `to` is dropped.
void add(Mono& to, const Mono& from, double at_s, double gain_lin);
void add(Stereo& to, const Stereo& from, double gain_lin);
// pan: −1 left … 1 right, of constant power.
void add_panned(Stereo& to, const Mono& from, double at_s, double gain_lin, double pan);

void scale(Stereo& sound, double gain_lin);

}  // namespace otoscape::demo::sound
