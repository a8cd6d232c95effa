// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::demo::film {

struct Colour {
  std::uint8_t red, green, blue;
};

// part 0 gives a, 1 gives b.
Colour blend(Colour a, Colour b, double part);

struct Image {
  Image(int w, int h, Colour background);
  Colour& at(int x, int y) { return pixels[static_cast<std::size_t>(y) * width + x]; }

  int width;
  int height;
  std::vector<Colour> pixels;  // rows from the top
};

Status write_raw_rgb(const std::filesystem::path& file, const Image& image);

}  // namespace otoscape::demo::film
