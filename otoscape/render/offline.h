// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/block.h"
#include "otoscape/base/result.h"
#include "otoscape/render/renderer.h"

namespace otoscape::render {

// Something that fills a block. May run on its own thread.
class Source {
 public:
  virtual ~Source() = default;
  // Fills up to into.frames() frames; 0 at the end of the programme.
  virtual Result<int> read(FullScaleBlock into) = 0;
};

// Something that takes a block.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Status write(ConstBlock<FullScaleUnit> sound) = 0;
};

// Sends everything from source through the renderer into sink: as many frames as came in, in time
// with them (the renderer's latency is fed with silence at the end and cut off at the start).
// Returns the frames written.
Result<Frames> render_offline(Source& source, Renderer& renderer, Sink& sink,
                              const StreamSpec& spec);

}  // namespace otoscape::render
