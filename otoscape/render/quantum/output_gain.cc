// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/output_gain.h"

#include "otoscape/base/ease.h"

namespace otoscape::render::quantum {

void OutputGain::prepare(float gain_lin, int quanta_of_a_move) {
  from_lin_ = to_lin_ = gain_lin;
  step_ = steps_ = kLines * quanta_of_a_move;
}

void OutputGain::move_to(float gain_lin) noexcept {
  from_lin_ = to_lin_;
  to_lin_ = gain_lin;
  step_ = from_lin_ == to_lin_ ? steps_ : 0;
}

void OutputGain::process(FullScaleBlock sound) noexcept {
  if (step_ == steps_) {
    if (to_lin_ == 1.0f) return;
    for (int c = 0; c < sound.channels(); ++c) {
      for (float& x : sound.channel(c)) x *= to_lin_;
    }
    return;
  }
  const int frames = sound.frames() / kLines;
  for (int line = 0; line < kLines; ++line) {
    const float from = at(step_), slope = (at(step_ + 1) - from) / static_cast<float>(frames);
    ++step_;
    for (int c = 0; c < sound.channels(); ++c) {
      float frame = 1.0f;
      for (float& x : sound.part(line * frames, frames).channel(c)) x *= from + slope * frame++;
    }
  }
}

float OutputGain::at(int step) const noexcept {
  return from_lin_ + (to_lin_ - from_lin_) * static_cast<float>(raised_cosine(step, steps_));
}

}  // namespace otoscape::render::quantum
