// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace otoscape::render {

// What is measured of the takes of one source, played at the rate that its level is given at.
struct RecordedLevel {
  double k_db = 0.0;           // what K weighting makes of them
  double occluded_db = 0.0;    // what the full occlusion effect adds to that
  double loudest_3s_db = 0.0;  // the loudest 3 s above the mean
};

// Of the sources that are recordings; the others are models.
struct RecordedLevels {
  std::optional<RecordedLevel> heart, breath, steps;
};

}  // namespace otoscape::render
