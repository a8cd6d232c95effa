// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"
#include "otoscape/render/quantum/quantum_stages.h"

namespace otoscape::render::quantum {

// Stages that may run live: all that is called for a quantum is on the audio side.
class LiveStages : public QuantumStages {
 public:
  // Before each quantum: takes a change of the listener that waits. Returns whether it took one;
  // output() is then read again.
  virtual bool take_change() noexcept OTOSCAPE_RT = 0;

  Output output() const noexcept OTOSCAPE_RT override = 0;
  void begin(RenderQuantum& work) noexcept OTOSCAPE_RT override = 0;
  void electric(std::size_t ear, RenderQuantum& work) noexcept OTOSCAPE_RT override = 0;
  void end(RenderQuantum& work, FullScaleBlock out) noexcept OTOSCAPE_RT override = 0;
};

}  // namespace otoscape::render::quantum
