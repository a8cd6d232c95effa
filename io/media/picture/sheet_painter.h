// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "io/media/picture/picture_shape.h"
#include "io/media/picture/sheet.h"
#include "io/media/picture/sheet_colours.h"
#include "io/media/picture/turn.h"
#include "otoscape/base/result.h"

struct AVFrame;

namespace otoscape::io::media {

// Where a sheet lies: as wide as the picture is shown, from the row `top` of the picture as shown.
struct SheetPlace {
  Turn turn;
  int top = 0, height = 0;
};

// Lays a sheet over pictures, in their own pixels: no other sample is touched.
class SheetPainter {
 public:
  // shape.pixels: luma with colours, grey, or RGB, in 8 to 16 bits a sample.
  SheetPainter(const PictureShape& shape, const SheetPlace& place);

  // After these columns of the sheet have changed.
  void update(const Sheet& sheet, Columns changed);
  // Fails without memory.
  Status paint(AVFrame& picture) const;

 private:
  // One component's part of the sheet: its rectangle, and for each sample what is added to it and
  // how much of it is left out, in 32768ths.
  struct Layer {
    int component = 0, plane = 0, offset = 0, step = 1, bytes = 1;
    int across = 1, down = 1;  // stored pixels for each sample
    int x0 = 0, y0 = 0, width = 0, height = 0;
    std::vector<std::uint32_t> added{};
    std::vector<std::uint16_t> covered{};
  };
  void convert(Layer& layer, const Sheet& sheet, int x, int y) const;
  template <class Sample>
  static void blend(const Layer& layer, AVFrame& picture);

  PictureShape shape_;
  SheetPlace place_;
  SheetColours colours_;
  std::vector<Layer> layers_;
};

}  // namespace otoscape::io::media
