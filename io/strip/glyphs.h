// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "io/strip/point.h"

namespace otoscape::io::strip {

inline constexpr double kGlyphHeight = 10.0;  // of capital letters and digits

// A letter as lines of a pen, on a grid with the base line at 0, upwards.
struct Glyph {
  double width = 0.0;
  std::vector<std::vector<Point>> lines;
};

// Digits, small letters, the capitals B, H, L, R, and . : + - ' /; others are empty space. Ours.
Glyph glyph_of(char letter);

}  // namespace otoscape::io::strip
