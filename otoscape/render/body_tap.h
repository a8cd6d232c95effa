// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/base/block.h"
#include "otoscape/render/stem_sink.h"

namespace otoscape::render {

// One quantum of what a body takes part in along a scene, at the ears and in full scale, all in
// time with each other and with the mix; before the perspective and the output gain.
struct BodyQuantum {
  struct Part {
    StemName::Kind kind = StemName::Kind::heart;  // ringing, a source of the body, events, voice
    ConstBlock<FullScaleUnit> sound;
  };

  std::int64_t first = 0;               // index of its first frame on the programme's clock
  ConstBlock<FullScaleUnit> programme;  // as it is in the room
  ConstBlock<FullScaleUnit> lfe;        // a layout's, which no ear has; no channel: none
  std::span<const Part> parts;
  float inside_from = 1.0f, inside_to = 1.0f;  // amplitude of the parts in the mix, start and end
};

// Gets what the vibration of a render is made from. The first quanta may lie before the first frame
// that the renderer got, and the last after its last.
class BodyTap {
 public:
  virtual ~BodyTap() = default;
  virtual void take(const BodyQuantum& quantum) = 0;
};

}  // namespace otoscape::render
