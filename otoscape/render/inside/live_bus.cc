// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/live_bus.h"

#include <cmath>

#include "otoscape/base/ease.h"

namespace otoscape::render::inside {

void LiveBus::prepare(const StreamSpec& spec, const quantum::QuantumClock& clock,
                      std::int64_t first_quantum, const LiveInside* first, Arena& arena) {
  clock_ = clock;
  quantum_ = first_quantum;
  loudness_.prepare(spec);
  for (auto& ear : work_) ear = arena.take<float>(static_cast<std::size_t>(clock.frames));
  if (first == nullptr) return;
  now_ = {first, first->rhythm(), first->gain_lin(loudness_.reference_lufs())};
}

void LiveBus::adopt(const LiveInside* next, int wait, int steps) noexcept {
  next_ = next;
  next_steps_ = steps;
  wait_ = wait;
}

void LiveBus::begin_move() noexcept {
  before_ = now_;
  now_ = {next_, {}, 0.0f};
  wait_ = -1;
  step_ = 0;
  steps_ = next_steps_;
  if (next_ == nullptr) return;
  now_.gain_lin = next_->gain_lin(loudness_.reference_lufs());
  now_.rhythm = before_.inside == nullptr
                    ? next_->rhythm()
                    : before_.rhythm.continued(next_->rhythm(), clock_.frame_of(quantum_));
}

void LiveBus::add(ConstBlock<FullScaleUnit> programme, FullScaleBlock out) noexcept {
  if (wait_ == 0) begin_move();
  if (wait_ > 0) --wait_;
  loudness_.add(programme);
  if (before_.inside != nullptr) sound(before_, false, out);
  if (now_.inside != nullptr) sound(now_, true, out);
  ++quantum_;
  if (step_ < steps_ && ++step_ == steps_) before_ = {};
}

// Of the crossfade, at the start of a line of the quantum.
float LiveBus::weight(int line, bool rises) const noexcept {
  if (step_ == steps_) return 1.0f;
  const double way = raised_cosine(kLines * step_ + line, kLines * steps_);
  return static_cast<float>(rises ? way : 1.0 - way);
}

void LiveBus::sound(Running& running, bool rises, FullScaleBlock out) noexcept {
  const PascalBlock own({work_[0].data(), work_[1].data()}, out.channels(), clock_.frames);
  running.inside->sound(quantum_, running.rhythm, own);
  const float limit_from = running.gain_lin,
              limit_to = running.inside->gain_lin(loudness_.reference_lufs());
  running.gain_lin = limit_to;
  const int frames = clock_.frames / kLines;
  for (int line = 0; line < kLines; ++line) {
    const auto gain_at = [&](int border) {
      const float part = static_cast<float>(border) / static_cast<float>(kLines);
      return std::lerp(limit_from, limit_to, part) * weight(border, rises);
    };
    const float from = gain_at(line),
                slope = (gain_at(line + 1) - from) / static_cast<float>(frames);
    for (int c = 0; c < out.channels(); ++c) {
      const auto heard = out.part(line * frames, frames).channel(c);
      const auto added = own.part(line * frames, frames).channel(c);
      float frame = 1.0f;
      for (std::size_t n = 0; n < heard.size(); ++n) {
        heard[n] += (from + slope * frame++) * added[n];
      }
    }
  }
}

}  // namespace otoscape::render::inside
