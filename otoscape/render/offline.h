// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/render/renderer.h"

namespace otoscape::render {

// A rendering without its delay: as many frames come out as went in, in time with them.
class OfflineRenderer {
 public:
  explicit OfflineRenderer(std::unique_ptr<Rendering> rendering);
  OfflineRenderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                  const RenderParams& params);

  // Renders `sound` where it lies and returns what of it is programme: the first latency() frames
  // of all are cut off.
  FullScaleBlock render(FullScaleBlock sound);

  // After the programme's end: fills `memory` with what is still to come; 0 frames once all is out.
  FullScaleBlock rest(FullScaleBlock memory);

  RenderReport report() const { return rendering_->report(); }

 private:
  std::unique_ptr<Rendering> rendering_;
  std::int64_t early_;     // frames still to be cut off at the start
  std::int64_t owed_ = 0;  // frames that went in and have not come out
};

}  // namespace otoscape::render
