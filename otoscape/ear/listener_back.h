// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/acoustic_back.h"
#include "otoscape/ear/crossfade_gains.h"
#include "otoscape/ear/ear_quantum.h"
#include "otoscape/ear/listener_front.h"

namespace otoscape::ear {

// QuantumBuffer of a cut: as many as fit into 10 ms.
int blend_quanta(Hertz rate);

// What a Listener does from its acoustic banks on, up to what is heard.
class ListenerBack {
 public:
  // Control side. The design must outlive its use.
  void prepare(const ListenerDesigner& designer, const ListenerDesign& first,
               const StreamSpec& spec, Arena& arena);

  int lead() const noexcept { return acoustic_.lead(); }
  const AcousticBack& acoustic() const noexcept { return acoustic_; }
  bool settled() const noexcept { return acoustic_.settled() && warm_up_ == 0; }

  // Audio side.
  void adopt(const ListenerMove& move) noexcept OTOSCAPE_RT;
  // Ends a passage; heard() and room() then hold its quantum.
  void process(const EarQuantum& passage) noexcept OTOSCAPE_RT;
  FullScaleBlock heard() noexcept { return view(heard_); }
  FullScaleBlock room() noexcept { return view(room_); }

 private:
  FullScaleBlock view(std::array<std::span<float>, 2>& memory) const noexcept;
  void pass_lines(ConstBlock<FullScaleUnit> in) noexcept;
  void hear(const EarQuantum& passage) noexcept;
  void add_electric(const EarQuantum& passage) noexcept;
  void mix_bypass(const CrossfadeGains& legs) noexcept;
  float bypass_gain(std::size_t ear, bool typical, const CrossfadeGains& legs) const noexcept;
  float bypass_weight(double step) const noexcept;

  AcousticBack acoustic_;
  int ears_ = 0, quantum_ = 0;
  std::size_t acoustic_delay_ = 0;  // frames by which ears are later than the room
  std::array<std::span<float>, 2> heard_, room_, bypass_;
  std::array<std::span<float>, 2> line_;  // the input on its way to being the room
  int bypass_steps_ = 7;                  // of the crossfade, in quanta
  std::array<int, 2> bypass_step_{};      // bypass_steps_: only the input; 0: only the path
  std::array<float, 2> bypass_gain_{1.0f, 1.0f};
  int warm_up_ = 0;
};

}  // namespace otoscape::ear
