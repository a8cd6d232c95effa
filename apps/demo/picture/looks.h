// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/canvas.h"

namespace otoscape::demo::picture {

enum class Hair { cropped, side, long_waves, bob, bun, curls, bald };

struct Looks {
  Ink skin, hair, top, trousers;
  Hair style;
  bool beard = false;
  bool glasses = false;
  double build = 1.0;  // width of the shoulders
};

struct Face {
  double turn = 0.0;   // −1 to the picture's left … 1 to its right
  double tilt = 0.0;   // radians, to the right shoulder in the picture
  Point look{0, 0};    // of the eyes, −1…1
  double mouth = 0.0;  // 0 shut … 1 wide open
  double lids = 1.0;   // 0 shut … 1 open
  double smile = 0.0;  // −1…1
  double brows = 0.0;  // −1 down … 1 up
  bool implants = false;
  bool headphones = false;
};

}  // namespace otoscape::demo::picture
