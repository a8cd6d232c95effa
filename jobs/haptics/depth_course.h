// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/haptics/depth.h"
#include "otoscape/scene/arc.h"

namespace otoscape::jobs::haptics {

// The depth of vibration along a scene, a function of the time alone. Thresholds are read on a grid
// of 20 ms, counted from time 0, and the share of loss moves in straight lines between.
class DepthCourse {
 public:
  // arc must outlive this.
  explicit DepthCourse(const scene::Arc& arc) : arc_(&arc) {}

  otoscape::haptics::Depth at(Seconds time);

 private:
  double share_at(std::int64_t step);

  const scene::Arc* arc_;
  struct Known {
    std::int64_t step = INT64_MIN;
    double share = 0.0;
  };
  std::array<Known, 2> known_;  // of even and odd steps
};

}  // namespace otoscape::jobs::haptics
