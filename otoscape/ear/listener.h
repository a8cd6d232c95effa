// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/acoustic_path.h"

namespace otoscape::ear {

// Quanta of a cut: as many as fit into 10 ms.
int blend_quanta(Hertz rate);

// One person's pair of ears (or one of it): what is impaired goes through the acoustic path, what
// is typical gets the input itself, bit for bit and as late; the way between the two is a crossfade
// of a cut's length. Beside what is heard there is the room: the input untouched, in time with it.
class Listener {
 public:
  // Control side. `moves`: this listener will change, so the filters are kept warm even where
  // nothing is lost. Designs must outlive their use.
  void prepare(const AcousticDesigner& designer, const AcousticDesign& first,
               const StreamSpec& spec, bool moves, Arena& arena);

  int quantum() const { return path_.quantum(); }
  int lead() const { return path_.lead(); }
  // From a frame's arrival in its quantum to its going out.
  Frames latency() const noexcept { return path_.latency(); }

  // Audio side. See AcousticPath::adopt.
  void adopt(const AcousticDesign& design, int steps, bool eased) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return path_.settled() && warm_up_ == 0; }
  const AcousticPath& path() const noexcept { return path_; }

  // One quantum of `in` at full scale; heard() and room() then hold theirs.
  void process(ConstBlock<FullScaleUnit> in, float pascals_per_unit,
               const Legs& legs = {}) noexcept OTOSCAPE_RT;
  FullScaleBlock heard() noexcept { return view(heard_); }
  FullScaleBlock room() noexcept { return view(room_); }

 private:
  FullScaleBlock view(std::array<std::span<float>, 2>& memory) const noexcept;
  bool all_bypassed() const noexcept;
  void hear(ConstBlock<FullScaleUnit> in, float pascals_per_unit, const Legs& legs) noexcept;
  void mix_bypass(const Legs& legs) noexcept;
  float bypass_gain(std::size_t ear, bool typical, const Legs& legs) const noexcept;
  float raised_cosine(double step) const noexcept;

  AcousticPath path_;
  int ears_ = 0;
  std::array<std::span<float>, 2> heard_, room_;
  std::array<std::span<float>, 2> line_;  // the input on its way to being the room
  int bypass_steps_ = 7;                  // of the crossfade, in quanta
  std::array<int, 2> bypass_step_{};      // bypass_steps_: only the input; 0: only the path
  std::array<float, 2> bypass_gain_{1.0f, 1.0f};
  bool moves_ = false;
  int warm_up_quanta_ = 16, warm_up_ = 0;
};

}  // namespace otoscape::ear
