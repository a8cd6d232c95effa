// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/block.h"

namespace otoscape::render {

// Sound that runs beside the programme on the same clock: a body microphone, one's own voice.
class SideSound {
 public:
  virtual ~SideSound() = default;
  // Fills `out` with the frames from `first_frame` of the programme on, at the programme's rate;
  // silence where there is none. Called with rising frames.
  virtual void read(std::int64_t first_frame, FullScaleBlock out) = 0;
};

}  // namespace otoscape::render
