// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"

namespace otoscape::render::quantum {

// The gain before the guard. A new gain is reached over a fixed number of quanta by a raised
// cosine in amplitude, drawn as straight lines of half a quantum.
class OutputGain {
 public:
  // Control side.
  void prepare(float gain_lin, int quanta_of_a_move);

  // Audio side. Moves from the gain that was asked for last.
  void move_to(float gain_lin) noexcept OTOSCAPE_RT;
  // One quantum, in place.
  void process(FullScaleBlock sound) noexcept OTOSCAPE_RT;

 private:
  static constexpr int kLines = 2;  // in a quantum

  float at(int step) const noexcept;

  float from_lin_ = 1.0f, to_lin_ = 1.0f;
  int steps_ = kLines, step_ = kLines;  // of a move; steps_: the move is complete
};

}  // namespace otoscape::render::quantum
