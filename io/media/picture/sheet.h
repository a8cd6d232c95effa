// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace otoscape::io::media {

// What is laid over a picture, in its own pixels as it is shown: rows from the top, four bytes a
// pixel: red, green, blue, each times the opacity, and the opacity. sRGB.
struct Sheet {
  int width = 0, height = 0;
  std::span<const std::uint8_t> pixels;
};
// Of its columns, from `from` to before `to`.
struct Columns {
  int from = 0, to = 0;
};

}  // namespace otoscape::io::media
