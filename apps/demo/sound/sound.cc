// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/sound.h"

#include <algorithm>
#include <numbers>

namespace otoscape::demo::sound {

void add(Mono& to, const Mono& from, double at_s, double gain_lin) {
  const std::size_t first = std::min(frames_at(at_s), to.size());
  const std::size_t count = std::min(from.size(), to.size() - first);
  const float gain = static_cast<float>(gain_lin);
  for (std::size_t i = 0; i < count; ++i) to[first + i] += gain * from[i];
}

void add(Stereo& to, const Stereo& from, double gain_lin) {
  add(to.left, from.left, 0.0, gain_lin);
  add(to.right, from.right, 0.0, gain_lin);
}

void add_panned(Stereo& to, const Mono& from, double at_s, double gain_lin, double pan) {
  const double angle = (pan + 1.0) * std::numbers::pi / 4.0;
  add(to.left, from, at_s, gain_lin * std::cos(angle));
  add(to.right, from, at_s, gain_lin * std::sin(angle));
}

void scale(Stereo& sound, double gain_lin) {
  for (float& x : sound.left) x *= static_cast<float>(gain_lin);
  for (float& x : sound.right) x *= static_cast<float>(gain_lin);
}

}  // namespace otoscape::demo::sound
