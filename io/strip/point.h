// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::io::strip {

// In units: one of them is as wide as high, and pixels need not be.
struct Point {
  double x, y;
};
struct Box {
  double x, y, width, height;
};

}  // namespace otoscape::io::strip
