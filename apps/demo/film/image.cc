// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/film/image.h"

#include <algorithm>
#include <cmath>

#include "apps/demo/tools/files.h"

namespace otoscape::demo::film {

Colour blend(Colour a, Colour b, double part) {
  const auto mix = [&](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(std::lround(from + (to - from) * std::clamp(part, 0.0, 1.0)));
  };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

Image::Image(int w, int h, Colour background)
    : width(w), height(h), pixels(static_cast<std::size_t>(w) * h, background) {}

Status write_raw_rgb(const std::filesystem::path& file, const Image& image) {
  static_assert(sizeof(Colour) == 3);
  return tools::write_file(
      file, {reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size() * 3});
}

}  // namespace otoscape::demo::film
