// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/ear/acoustic_back.h"
#include "otoscape/ear/crossfade_gains.h"
#include "otoscape/ear/ear_quantum.h"
#include "otoscape/ear/listener_front.h"
#include "otoscape/surround/bypass.h"
#include "otoscape/surround/hearing.h"

namespace otoscape::ear {

// Quanta of a cut: as many as fit into 10 ms.
int blend_quanta(Hertz rate);

// The part of a Listener from the acoustic bank to the output.
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
  // Renders the quantum into heard() and room().
  void process(const EarQuantum& ear_quantum) noexcept OTOSCAPE_RT;
  FullScaleBlock heard() noexcept { return view(heard_); }
  FullScaleBlock room() noexcept { return view(room_); }
  // The same of a layout's channels; null where the programme has none.
  surround::Hearing* surround() noexcept { return surround_ ? &*surround_ : nullptr; }

 private:
  FullScaleBlock view(std::array<std::span<float>, 2>& memory) const noexcept OTOSCAPE_RT;
  void pass_lines(ConstBlock<FullScaleUnit> in) noexcept;
  void hear(const EarQuantum& ear_quantum) noexcept;
  void add_electric(const EarQuantum& ear_quantum) noexcept;
  surround::Bypass bypass_of(std::size_t ear, const CrossfadeGains& crossfade) noexcept;
  void hear_surround(const EarQuantum& ear_quantum,
                     const std::array<surround::Bypass, 2>& bypass) noexcept;
  float bypass_gain(std::size_t ear, bool typical, const CrossfadeGains& crossfade) const noexcept;
  float bypass_weight(double step) const noexcept;

  AcousticBack acoustic_;
  int ears_ = 0, quantum_ = 0;
  int acoustic_delay_ = 0;  // delay of the ears against the room, in frames
  int delay_ = 0;           // of the ears
  std::array<std::span<float>, 2> heard_, room_, bypass_;
  std::array<dsp::SlidingBuffer, 2> line_;  // from the input to the room
  int bypass_steps_ = 7;                    // of the crossfade, in quanta
  std::array<int, 2> bypass_step_{};        // bypass_steps_: only the input; 0: only the path
  std::array<float, 2> bypass_gain_{1.0f, 1.0f};
  int warm_up_ = 0;
  std::optional<surround::Hearing> surround_;
};

}  // namespace otoscape::ear
