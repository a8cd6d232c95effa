// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io::media {

// How the pictures of a film are counted.
struct PictureClock {
  int numerator = 0, denominator = 1;  // pictures per second
  std::string timecode;                // of the first one, as the file writes it; empty: none
};

// Nothing where the file has no moving picture. The rate is the nearest of those that films have
// (whole numbers, and their multiples of 1000/1001) within 0.005 %; fails where there is none, as
// in films of variable rate.
Result<std::optional<PictureClock>> picture_clock(const std::string& path);

}  // namespace otoscape::io::media
