// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/picture_shape.h"

#include "io/media/ffmpeg.h"
#include "io/media/picture/frame_facts.h"

namespace otoscape::io::media {

bool PictureShape::fits(const AVFrame& frame) const {
  return frame.width == width && frame.height == height && frame.format == pixels;
}

PictureShape shape_of(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  PictureShape shape;
  shape.width = par.width;
  shape.height = par.height;
  shape.pixels = par.format;
  const AVRational aspect =
      stream.sample_aspect_ratio.num > 0 ? stream.sample_aspect_ratio : par.sample_aspect_ratio;
  if (aspect.num > 0 && aspect.den > 0) {
    shape.aspect_across = aspect.num;
    shape.aspect_down = aspect.den;
  }
  shape.space = par.color_space;
  shape.primaries = par.color_primaries;
  shape.transfer = par.color_trc;
  shape.range = par.color_range;
  shape.chroma_place = par.chroma_location;
  shape.interlaced = is_interlaced(par);
  shape.top_first = par.field_order != AV_FIELD_BB && par.field_order != AV_FIELD_BT;
  const AVRational rate =
      stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate;
  constexpr double kFastest = 1000.0;  // above it is a clock's tick
  if (rate.num > 0 && rate.den > 0 && av_q2d(rate) <= kFastest) shape.rate = av_q2d(rate);
  return shape;
}

int matrix_of(const PictureShape& shape) {
  if (shape.space != AVCOL_SPC_UNSPECIFIED && shape.space != AVCOL_SPC_RGB) return shape.space;
  constexpr int kMostLinesOfStandardDefinition = 576;
  return shape.height > kMostLinesOfStandardDefinition ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
}

}  // namespace otoscape::io::media
