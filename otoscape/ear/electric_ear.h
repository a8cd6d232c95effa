// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/acoustic_path.h"
#include "otoscape/ear/crossfade_gains.h"
#include "otoscape/ear/electric_chain.h"

namespace otoscape::ear {

// One ear's implant over time: none, one, or a move between two. Switching on or off is a fade, a
// change to another map a crossfade, a change of the percept's parameters with the same map a
// glide.
class ElectricEar {
 public:
  // Control side. null: no implant. Designs must outlive their use.
  void prepare(const ElectricDesign* first, int quantum, Arena& arena);

  // Audio side. Runs a chain without output until it is adopted, so that its state is complete by
  // then.
  void add_chain(ElectricChain* chain) noexcept OTOSCAPE_RT;
  // Moves to another design, beginning move.wait quanta from now: by a raised cosine (eased) or
  // linearly. null: no implant.
  void adopt(const ElectricDesign* design, const loss::Move& move) noexcept OTOSCAPE_RT;

  bool waits() const noexcept { return waits_ >= 0; }
  bool settled() const noexcept { return step_ == move_.steps && waits_ < 0; }
  bool runs() const noexcept {
    return now_ != nullptr || before_ != nullptr || waits() || coming_[0] != nullptr;
  }

  // Adds one quantum of the percept of `in`; both in pascals.
  void process(std::span<const float> in, std::span<float> add_to,
               const CrossfadeGains& crossfade) noexcept OTOSCAPE_RT;

 private:
  void begin() noexcept;
  void forget(const ElectricChain* chain) noexcept;
  void run(ElectricChain& chain, std::span<const float> in, float from, float to,
           std::span<float> add_to) noexcept;

  const ElectricDesign* now_ = nullptr;
  const ElectricDesign* next_ = nullptr;
  ElectricChain* before_ = nullptr;         // fading out
  std::array<ElectricChain*, 6> coming_{};  // without output yet; the first ones are not null
  loss::Move move_, next_move_;
  bool glides_ = false;  // the chain stays the same
  int step_ = move_.steps, waits_ = -1;
  float now_gain_ = 1.0f, before_gain_ = 0.0f;  // at the end of the last quantum
  std::span<float> sound_;
};

}  // namespace otoscape::ear
