// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/shot_builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "otoscape/base/ease.h"

namespace otoscape::body {

ShotBuilder::ShotBuilder(Hertz rate, double length_s, std::uint64_t key)
    : rate_(rate), draws_(key) {
  for (auto& ear : sound_) {
    ear.resize(static_cast<std::size_t>(std::llround(length_s * rate.value())));
  }
}

void ShotBuilder::hit(std::span<const Partial> partials, const Hit& hit) {
  for (const Partial& partial : partials) {
    const Draws own(next_key());
    Mode mode;
    mode.start_s = hit.at_s;
    mode.hz = partial.hz * hit.pitch * (1.0 + 0.03 * own.normal(0));
    mode.rise_s = 1e-3 * partial.rise_ms;
    mode.decay_s = 1e-3 * partial.decay_ms;
    const double level = 1.5 * own.normal(1), ear_db = 0.9 * own.normal(2) + 0.5 * hit.lean_db;
    const double apart = (0.10 + 0.6 * std::min(mode.hz, 600.0) / 600.0) * own.normal(3);
    const double phase = no_pressure_phase(mode) + std::clamp(0.2 * own.normal(4), -0.3, 0.3);
    mode.left = hit.gain * partial.amplitude * db_to_lin(level + ear_db);
    mode.right = hit.gain * partial.amplitude * db_to_lin(level - ear_db);
    mode.left_phase = phase + apart;
    mode.right_phase = phase - apart;
    add_mode(mode, rate_, {sound_[0], sound_[1]});
  }
}

GrainStream ShotBuilder::stream_of(const Noise& noise) {
  std::vector<GrainKernels> kernels;
  kernels.emplace_back(rate_, noise.colour, 8, next_key());
  return GrainStream(rate_, std::move(kernels),
                     {.cell_frames = noise.cell_frames,
                      .half_angle_deg = noise.half_angle_deg,
                      .key = next_key()});
}

StereoSound ShotBuilder::take() {
  const auto fade = static_cast<std::size_t>(0.02 * rate_.value());
  for (auto& ear : sound_) {
    for (std::size_t n = 0; n < std::min(fade, ear.size()); ++n) {
      ear[ear.size() - 1 - n] *=
          static_cast<float>(raised_cosine(static_cast<double>(n), static_cast<double>(fade)));
    }
  }
  return std::move(sound_);
}

}  // namespace otoscape::body
