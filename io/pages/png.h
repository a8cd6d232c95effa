// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/pages/palette.h"

namespace otoscape::io::pages {

// A picture of at most 256 colours.
struct IndexedPicture {
  IndexedPicture(int w, int h)
      : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  std::uint8_t& at(int x, int y) {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }

  int width, height;
  std::vector<std::uint8_t> pixels;  // rows from the top
  std::vector<Colour> colours;
};

// The picture as a PNG file's bytes (ISO/IEC 15948), its pixels not compressed.
std::string png(const IndexedPicture& picture);

}  // namespace otoscape::io::pages
