// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/render/quantum/render_report.h"
#include "otoscape/units/time.h"

namespace otoscape::render {

namespace quantum {
class Batch;
class LiveStages;
class QuantumStages;
}  // namespace quantum

// What every renderer shares: it cuts the input into quanta, sends each through the renderer's own
// QuantumStages, and applies output gain and guard. The result does not depend on how the input is
// cut into blocks.
//
// This interface is for offline use. Every batch passes begin, the stages 1 … stages() − 2 and end.
// Each stage gets all batches in order, from one thread at a time; different stages may run at the
// same time. OfflineRenderer calls them in turn and cuts the latency off.
class StagedRenderer {
 public:
  virtual ~StagedRenderer();

  // Of `in` and `out`: those of StreamSpec::channels.
  int channels() const noexcept;
  int stages() const noexcept;

  // Takes any number of frames; the batch has as many quanta as they complete.
  quantum::Batch begin(ConstBlock<FullScaleUnit> in);
  void work(int stage, quantum::Batch& batch);
  // `out` has the frames of the batch's quanta. Counted over all batches, frame n of `out` is
  // frame n − whole_latency() of the programme.
  void end(quantum::Batch& batch, FullScaleBlock out);

  Frames whole_latency() const noexcept;
  // Of a live render: whole_latency() and the frames that collecting a quantum takes. Constant.
  Frames latency() const noexcept;
  // Up to the last batch that `end` got, or the last quantum of a live render.
  RenderReport report() const noexcept;

 protected:
  explicit StagedRenderer(const StreamSpec& spec, std::unique_ptr<quantum::QuantumStages> stages);
  quantum::QuantumStages& own_stages() noexcept;

  // Live use: all stages of each quantum in turn; `stages` are own_stages(). Frame n of `out` is
  // frame n − latency() of `in`; both may be the same memory.
  void process_live(quantum::LiveStages& stages, ConstBlock<FullScaleUnit> in,
                    FullScaleBlock out) noexcept OTOSCAPE_RT;

 private:
  struct Shell;
  std::unique_ptr<Shell> shell_;
};

// Stages of a renderer with this many electric ears.
inline int stages_with(int electric_ears) { return 2 + electric_ears; }

}  // namespace otoscape::render
