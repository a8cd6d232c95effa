// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/electric_ear.h"

#include <algorithm>
#include <cmath>

namespace otoscape::ear {

void ElectricEar::prepare(const ElectricDesign* first, int quantum, Arena& arena) {
  now_ = first;
  sound_ = arena.take<float>(static_cast<std::size_t>(quantum));
}

void ElectricEar::add_chain(ElectricChain* chain) noexcept {
  if (std::ranges::find(coming_, chain) != coming_.end()) return;
  if (coming_.back() != nullptr) forget(coming_.front());  // more chains than any caller adds
  *std::ranges::find(coming_, nullptr) = chain;
}

void ElectricEar::forget(const ElectricChain* chain) noexcept {
  const auto found = std::ranges::find(coming_, chain);
  if (found == coming_.end()) return;
  std::copy(found + 1, coming_.end(), found);
  coming_.back() = nullptr;
}

void ElectricEar::adopt(const ElectricDesign* design, const loss::Move& move) noexcept {
  next_ = design;
  next_move_ = move;
  waits_ = move.wait;
  if (design == nullptr || (now_ != nullptr && now_->chain == design->chain)) return;
  add_chain(design->chain.get());
  // A design in between, which was made and never came here, may have made the chain.
  if (!design->as_made) design->chain->adopt(*design, 1);
}

void ElectricEar::begin() noexcept {
  move_ = next_move_;
  step_ = 0;
  waits_ = -1;
  glides_ = now_ != nullptr && next_ != nullptr && now_->chain == next_->chain;
  if (glides_) {
    now_->chain->adopt(*next_, move_.steps);
  } else {
    before_ = now_ == nullptr ? nullptr : now_->chain.get();
    before_gain_ = now_gain_;
    now_gain_ = 0.0f;
    if (next_ != nullptr) forget(next_->chain.get());
  }
  now_ = next_;
}

void ElectricEar::process(std::span<const float> in, std::span<float> add_to,
                          const CrossfadeGains& crossfade) noexcept {
  if (waits_ == 0) begin();
  const bool moves = step_ < move_.steps;
  if (moves) ++step_;
  const float part = move_.weight(step_);
  if (now_ != nullptr) {
    const float gain = glides_ && moves ? std::lerp(crossfade.before_end, crossfade.now_end, part)
                                        : part * crossfade.now_end;
    run(*now_->chain, in, now_gain_, gain, add_to);
    now_gain_ = gain;
  }
  if (before_ != nullptr) {
    const float gain = (1.0f - part) * crossfade.before_end;
    run(*before_, in, before_gain_, gain, add_to);
    before_gain_ = gain;
  }
  if (step_ == move_.steps) {
    before_ = nullptr;
    glides_ = false;
  }
  for (ElectricChain* chain : coming_) {
    if (chain != nullptr) run(*chain, in, 0.0f, 0.0f, add_to);
  }
  if (waits_ > 0) --waits_;
}

void ElectricEar::run(ElectricChain& chain, std::span<const float> in, float from, float to,
                      std::span<float> add_to) noexcept {
  chain.process(in, sound_);
  if (from == 0.0f && to == 0.0f) return;
  const float slope = (to - from) / static_cast<float>(add_to.size());
  for (std::size_t n = 0; n < add_to.size(); ++n) {
    add_to[n] += (from + slope * static_cast<float>(n + 1)) * sound_[n];
  }
}

}  // namespace otoscape::ear
