// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/render/render_report.h"
#include "otoscape/units/time.h"

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
  virtual RenderReport report() const noexcept = 0;
};

}  // namespace otoscape::render
