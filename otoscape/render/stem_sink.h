// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "otoscape/base/block.h"

namespace otoscape::render {

struct StemName {
  enum class Kind { world, felt, ringing, heart, breath, steps, track, events, voice, room };
  Kind kind = Kind::world;
  std::string layer;  // of ringing; may be empty
};

// Gets the stems of a scene's render.
class StemSink {
 public:
  virtual ~StemSink() = default;
  // Before all sound. spec: of each stem.
  virtual void begin(std::span<const StemName> stems, const StreamSpec& spec) = 0;
  // One quantum of each stem; first: index of its first frame on the programme's clock. A stem
  // without channels is silent. The first quanta may lie before the first frame that the renderer
  // got, and the last after its last.
  virtual void take(std::int64_t first, int frames, std::span<const FullScaleBlock> stems) = 0;
};

}  // namespace otoscape::render
