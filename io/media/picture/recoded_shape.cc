// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/recoded_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "io/media/ffmpeg.h"
#include "io/media/picture/picture_encoder.h"

namespace otoscape::io::media {
namespace {

constexpr double kBrowserLong = 1280.0, kBrowserShort = 720.0;  // pixels

const AVPixFmtDescriptor& about(int pixels) {
  return *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(pixels));
}

bool is_rgb(int pixels) { return (about(pixels).flags & AV_PIX_FMT_FLAG_RGB) != 0; }

int even(double size) { return std::max(2, 2 * static_cast<int>(std::lround(size / 2.0))); }

// Square pixels, upright, no larger than the page shows.
void fit_for_browsers(PictureShape& to, const Turn& turn) {
  double across = to.width * to.aspect(), down = to.height;
  if (turn.swapped) std::swap(across, down);
  const double scale = std::min(
      {1.0, kBrowserLong / std::max(across, down), kBrowserShort / std::min(across, down)});
  to.width = even(across * scale);
  to.height = even(down * scale);
  to.aspect_across = to.aspect_down = 1;
  to.interlaced = false;
  to.range = AVCOL_RANGE_MPEG;
}

// One colour for each pixel, where a codec cannot share one among pixels of an odd row or column,
// or the shared ones would come to lie the other way.
int with_all_colours(const PictureCodec& codec, int pixels) {
  PictureShape shape;
  shape.pixels = about(pixels).comp[0].depth > 8 ? AV_PIX_FMT_YUV444P10 : AV_PIX_FMT_YUV444P;
  return pixels_for(codec, shape);
}

bool has_room(const PictureShape& to, const PictureCodec& codec) {
  if (codec.encoder != "libx264") return true;
  const auto& pixels = about(to.pixels);
  return to.width % (1 << pixels.log2_chroma_w) == 0 &&
         to.height % (1 << pixels.log2_chroma_h) == 0;
}

}  // namespace

PictureShape recoded_shape(const PictureShape& from, const Turn& turn, const PictureCodec& codec,
                           std::vector<std::string>& notes) {
  PictureShape to = from;
  to.pixels = pixels_for(codec, from);
  if (to.pixels < 0) return to;
  const bool yuvj = std::string_view(about(from.pixels).name).starts_with("yuvj");
  if (yuvj) to.range = AVCOL_RANGE_JPEG;
  to.space = is_rgb(to.pixels) ? AVCOL_SPC_RGB : is_rgb(from.pixels) ? matrix_of(from) : from.space;
  if (is_rgb(from.pixels) && !is_rgb(to.pixels)) to.range = AVCOL_RANGE_MPEG;
  if (codec.aim == PictureCodec::Aim::for_browsers) {
    fit_for_browsers(to, turn);
    to.space = matrix_of(from);
    return to;
  }
  const auto& pixels = about(to.pixels);
  const bool lies = turn.swapped && pixels.log2_chroma_w != pixels.log2_chroma_h;
  if (turn.swapped) {
    std::swap(to.width, to.height);
    std::swap(to.aspect_across, to.aspect_down);
  }
  if (lies || !has_room(to, codec)) to.pixels = with_all_colours(codec, to.pixels);
  if (to.pixels != from.pixels) {
    notes.push_back(fmt::format("the picture's pixels became {}, which {} has; they were {}",
                                about(to.pixels).name, codec.codec, about(from.pixels).name));
  }
  constexpr int kLinesOfAPair = 4;
  if (to.interlaced &&
      (codec.encoder != "libx264" || turn.swapped || to.height % kLinesOfAPair != 0)) {
    to.interlaced = false;
    notes.push_back(
        fmt::format("the picture is interlaced, and {} cannot say so here: its lines "
                    "stay as they are, and players will not separate them",
                    codec.codec));
  }
  return to;
}

}  // namespace otoscape::io::media
