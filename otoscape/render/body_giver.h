// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/render/body_tap.h"
#include "otoscape/render/ears/perspective.h"
#include "otoscape/render/inside/inside_parts.h"

namespace otoscape::render {

// Gives a BodyTap each quantum of a scene's render.
class BodyGiver {
 public:
  // layout: of the programme's loudspeakers; empty: it has none.
  BodyGiver(BodyTap& tap, const Layout& layout);

  struct Quantum {
    std::int64_t first = 0;
    ConstBlock<FullScaleUnit> programme;
    ConstBlock<FullScaleUnit> channels;  // the layout's
    const inside::InsideParts& parts;
    ConstBlock<FullScaleUnit> voice;  // what is felt of it; no channels: none
    const ears::Perspective::Course& course;
  };
  void give(const Quantum& quantum);

 private:
  BodyTap& tap_;
  int lfe_ = -1;  // its channel
  std::vector<BodyQuantum::Part> parts_;
};

}  // namespace otoscape::render
