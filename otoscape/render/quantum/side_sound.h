// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "otoscape/base/block.h"

namespace otoscape::render {

// Sound from another source on the programme's clock: body sounds, one's own voice.
class SideSound {
 public:
  virtual ~SideSound() = default;
  // Fills `out` with the frames from index `first_frame` of the programme on, at the programme's
  // sample rate; with 0 where the source has none. first_frame rises from call to call.
  virtual void read(std::int64_t first_frame, FullScaleBlock out) = 0;
};

}  // namespace otoscape::render
