// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/render/quantum/render_report.h"
#include "otoscape/units/time.h"

namespace otoscape::render::quantum {
class Batch;
}

namespace otoscape::render {

// Sound in, as heard out, `latency()` frames later; whatever the split into blocks, the result is
// the same.
class Rendering {
 public:
  virtual ~Rendering() = default;

  // in and out have as many channels as there are ears and equal length, and may be the same
  // memory. Frame n of out is frame n − latency() of in.
  virtual void process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept OTOSCAPE_RT = 0;
  virtual Frames latency() const noexcept = 0;  // constant
  // With stages: as of the last one.
  virtual RenderReport report() const noexcept = 0;

  // The same sound in stages instead of process, not for real time. Every batch passes begin, the
  // stages 1 … stages() − 2 and end. Each stage gets all batches in their order, from one thread
  // at a time; different stages may run at once.
  virtual int ears() const noexcept = 0;
  virtual int stages() const noexcept = 0;
  // Takes any number of frames; the batch has as many quanta as they complete.
  virtual quantum::Batch begin(ConstBlock<FullScaleUnit> in) = 0;
  virtual void work(int stage, quantum::Batch& batch) = 0;
  // out has the batch's quanta; its first frame of all is that of the first quantum, which is how
  // it comes whole_latency() after the programme.
  virtual void end(quantum::Batch& batch, FullScaleBlock out) = 0;
  virtual Frames whole_latency() const noexcept = 0;
};

// Stages of a rendering with this many electric ears.
inline int stages_with(int electric_ears) { return 2 + electric_ears; }

}  // namespace otoscape::render
