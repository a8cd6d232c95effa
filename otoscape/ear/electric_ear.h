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

// One ear's implant over time: none, one, or on the way from one to another. Switched on and off it
// fades; another map is blended in; the same map with another percept's numbers glides.
class ElectricEar {
 public:
  // Control side. null: no implant. Designs must outlive their use.
  void prepare(const ElectricDesign* first, int quantum, Arena& arena);

  // Audio side. Lets a chain run unheard until it is adopted, so that its memory is full by then.
  void add_chain(ElectricChain* chain) noexcept OTOSCAPE_RT;
  // Moves over to another design, beginning `wait` quanta from now: by a raised cosine (eased) or
  // in proportion. null: no implant.
  void adopt(const ElectricDesign* design, const loss::Move& move) noexcept OTOSCAPE_RT;

  bool waits() const noexcept { return waits_ >= 0; }
  bool settled() const noexcept { return step_ == move_.steps && waits_ < 0; }
  bool runs() const noexcept {
    return now_ != nullptr || before_ != nullptr || waits() || coming_[0] != nullptr;
  }

  // Adds one quantum of what is heard of `in`, both pascals.
  void process(std::span<const float> in, std::span<float> add_to,
               const CrossfadeGains& legs) noexcept OTOSCAPE_RT;

 private:
  void begin() noexcept;
  void forget(const ElectricChain* chain) noexcept;
  void run(ElectricChain& chain, std::span<const float> in, float from, float to,
           std::span<float> add_to) noexcept;

  const ElectricDesign* now_ = nullptr;
  const ElectricDesign* next_ = nullptr;
  ElectricChain* before_ = nullptr;         // fading out
  std::array<ElectricChain*, 6> coming_{};  // not heard yet; the first ones are not null
  loss::Move move_, next_move_;
  bool glides_ = false;  // one chain goes on
  int step_ = move_.steps, waits_ = -1;
  float now_gain_ = 1.0f, before_gain_ = 0.0f;  // at the end of the last quantum
  std::span<float> sound_;
};

}  // namespace otoscape::ear
