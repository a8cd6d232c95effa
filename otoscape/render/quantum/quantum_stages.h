// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "otoscape/base/block.h"
#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/render_report.h"
#include "otoscape/units/time.h"

namespace otoscape::render::quantum {

// What one renderer does to a quantum between the input buffer and the output gain. StagedRenderer
// owns it and does the rest. begin, electric and end each get every quantum in order; in a staged
// render they may run on different threads and may share nothing but the RenderQuantum.
class QuantumStages {
 public:
  virtual ~QuantumStages() = default;

  // Constant.
  virtual QuantumShape shape() const = 0;
  virtual Frames latency() const noexcept = 0;  // of these stages alone

  // What is applied after end. Read at the start, and in a live render again after a change.
  struct Output {
    float gain_lin = 1.0f;
    double ceiling_dbtp = -1.0;  // the guard's true-peak ceiling
  };
  virtual Output output() const noexcept = 0;

  // work.in holds the quantum's input.
  virtual void begin(RenderQuantum& work) = 0;
  // Only where shape().electric, once for each ear.
  virtual void electric(std::size_t ear, RenderQuantum& work) = 0;
  // Writes the quantum's output, before gain and guard, to `out`.
  virtual void end(RenderQuantum& work, FullScaleBlock out) = 0;

  // Of ear 0 or 1, up to the quantum that `end` got last.
  virtual RenderReport::Ear report(int ear) const noexcept = 0;
};

}  // namespace otoscape::render::quantum
