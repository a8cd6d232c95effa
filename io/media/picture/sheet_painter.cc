// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/sheet_painter.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr double kOne = 32768.0;  // of opacity

// The part of the stored columns or rows, of `size`, that the shown rows [top, top + height) are.
std::pair<int, int> span_of(const SheetPlace& place, int size, bool flip) {
  return flip ? std::pair{size - place.top - place.height, size - place.top}
              : std::pair{place.top, place.top + place.height};
}

}  // namespace

SheetPainter::SheetPainter(const PictureShape& shape, const SheetPlace& place)
    : shape_(shape), place_(place), colours_(shape) {
  const auto& about = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(shape.pixels));
  const bool rgb = (about.flags & AV_PIX_FMT_FLAG_RGB) != 0;
  int left = 0, right = shape.width, first = 0, last = shape.height;
  if (place.turn.swapped) {
    std::tie(left, right) = span_of(place, shape.width, place.turn.flip_x);
  } else {
    std::tie(first, last) = span_of(place, shape.height, place.turn.flip_y);
  }
  for (int c = 0; c < std::min<int>(about.nb_components, 3); ++c) {
    const AVComponentDescriptor& comp = about.comp[c];
    if (about.nb_components == 2 && c == 1) break;  // grey with opacity
    Layer layer{c, comp.plane, comp.offset, comp.step, comp.depth > 8 ? 2 : 1};
    const bool chroma = c > 0 && !rgb;
    layer.across = chroma ? 1 << about.log2_chroma_w : 1;
    layer.down = chroma ? 1 << about.log2_chroma_h : 1;
    layer.x0 = left / layer.across;
    layer.y0 = first / layer.down;
    layer.width = (right + layer.across - 1) / layer.across - layer.x0;
    layer.height = (last + layer.down - 1) / layer.down - layer.y0;
    const auto size =
        static_cast<std::size_t>(layer.width) * static_cast<std::size_t>(layer.height);
    layer.added.assign(size, 0);
    layer.covered.assign(size, 0);
    layers_.push_back(std::move(layer));
  }
}

void SheetPainter::update(const Sheet& sheet, Columns changed) {
  const Turn& turn = place_.turn;
  // Shown columns are stored columns, or rows where the picture is turned.
  const int size = turn.swapped ? shape_.height : shape_.width;
  const bool flip = turn.swapped ? turn.flip_y : turn.flip_x;
  const int from = flip ? size - changed.to : changed.from;
  const int to = flip ? size - changed.from : changed.to;
  for (Layer& layer : layers_) {
    int x0 = layer.x0, x1 = layer.x0 + layer.width, y0 = layer.y0, y1 = layer.y0 + layer.height;
    if (turn.swapped) {
      y0 = std::max(y0, from / layer.down);
      y1 = std::min(y1, (to + layer.down - 1) / layer.down);
    } else {
      x0 = std::max(x0, from / layer.across);
      x1 = std::min(x1, (to + layer.across - 1) / layer.across);
    }
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) convert(layer, sheet, x, y);
  }
}

// The mean of the sheet over the stored pixels that share this sample.
void SheetPainter::convert(Layer& layer, const Sheet& sheet, int x, int y) const {
  const Turn& turn = place_.turn;
  std::array<double, 4> sum{};
  int count = 0;
  for (int j = y * layer.down; j < std::min((y + 1) * layer.down, shape_.height); ++j) {
    for (int i = x * layer.across; i < std::min((x + 1) * layer.across, shape_.width); ++i) {
      ++count;
      const int s = turn.flip_x ? shape_.width - 1 - i : i;
      const int t = turn.flip_y ? shape_.height - 1 - j : j;
      const int u = turn.swapped ? t : s, v = (turn.swapped ? s : t) - place_.top;
      if (v < 0 || v >= sheet.height || u >= sheet.width) continue;
      const auto at = (static_cast<std::size_t>(v) * static_cast<std::size_t>(sheet.width) +
                       static_cast<std::size_t>(u)) *
                      4;
      for (std::size_t k = 0; k < 4; ++k) sum[k] += sheet.pixels[at + k];
    }
  }
  for (double& part : sum) part /= 255.0 * std::max(count, 1);
  const auto at = static_cast<std::size_t>(y - layer.y0) * static_cast<std::size_t>(layer.width) +
                  static_cast<std::size_t>(x - layer.x0);
  const double added = std::max(0.0, colours_.sample(sum, layer.component));
  layer.added[at] = static_cast<std::uint32_t>(std::lround(added * kOne));
  layer.covered[at] = static_cast<std::uint16_t>(std::lround(sum[3] * kOne));
}

template <class Sample>
void SheetPainter::blend(const Layer& layer, AVFrame& picture) {
  constexpr std::uint32_t kHalf = 1u << 14;
  std::size_t at = 0;
  for (int y = 0; y < layer.height; ++y) {
    auto* line = picture.data[layer.plane] + (layer.y0 + y) * picture.linesize[layer.plane] +
                 layer.x0 * layer.step + layer.offset;
    for (int x = 0; x < layer.width; ++x, ++at) {
      auto& sample = *reinterpret_cast<Sample*>(line + x * layer.step);
      const std::uint32_t left = (1u << 15) - layer.covered[at];
      sample = static_cast<Sample>((sample * left + layer.added[at] + kHalf) >> 15);
    }
  }
}

Status SheetPainter::paint(AVFrame& picture) const {
  if (av_frame_make_writable(&picture) < 0) return failed("not enough memory");
  for (const Layer& layer : layers_)
    layer.bytes == 2 ? blend<std::uint16_t>(layer, picture) : blend<std::uint8_t>(layer, picture);
  return ok();
}

}  // namespace otoscape::io::media
