// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "apps/demo/tools/process.h"

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
// The image as a PNG file's bytes. ffmpeg encodes it; `scratch` is overwritten.
Result<std::string> as_png(const tools::Runner& runner, const Image& image,
                           const std::filesystem::path& scratch);

// Dark to bright through purple and orange, perceptually uniform in lightness: a polynomial through
// matplotlib's "inferno" (van der Walt & Smith 2015). part 0…1.
Colour inferno(double part);

}  // namespace otoscape::demo::film
