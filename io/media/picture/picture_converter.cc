// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/picture_converter.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "io/media/ffmpeg.h"
#include "io/media/picture/frame_facts.h"

namespace otoscape::io::media {
namespace {

Status renew(AVFrame& frame, const PictureShape& shape) {
  av_frame_unref(&frame);
  frame.format = shape.pixels;
  frame.width = shape.width;
  frame.height = shape.height;
  return av_frame_get_buffer(&frame, 0) < 0 ? failed("not enough memory") : ok();
}

// A view of one component's samples.
struct Samples {
  std::uint8_t* data;
  std::ptrdiff_t line, step;  // bytes
  int width, height, bytes;
};

Samples samples_of(AVFrame& frame, const AVPixFmtDescriptor& about, int component) {
  const AVComponentDescriptor& c = about.comp[component];
  const bool chroma =
      (component == 1 || component == 2) && (about.flags & AV_PIX_FMT_FLAG_RGB) == 0;
  const auto least = [&](int size, int shift) {
    return chroma ? AV_CEIL_RSHIFT(size, shift) : size;
  };
  return {frame.data[c.plane] + c.offset,
          frame.linesize[c.plane],
          c.step,
          least(frame.width, about.log2_chroma_w),
          least(frame.height, about.log2_chroma_h),
          c.depth > 8 ? 2 : 1};
}

void turn_samples(const Samples& from, const Samples& to, Turn turn) {
  for (int v = 0; v < to.height; ++v) {
    for (int u = 0; u < to.width; ++u) {
      int s = turn.swapped ? v : u, t = turn.swapped ? u : v;
      if (turn.flip_x) s = from.width - 1 - s;
      if (turn.flip_y) t = from.height - 1 - t;
      std::memcpy(to.data + v * to.line + u * to.step, from.data + t * from.line + s * from.step,
                  static_cast<std::size_t>(from.bytes));
    }
  }
}

// Each line becomes the mean of itself and the two of the other moment beside it, 1:2:1: motion
// shows as two faint pictures instead of a comb.
template <class Sample>
void blend_lines(const Samples& s) {
  std::vector<Sample> above(static_cast<std::size_t>(s.width)), now(above.size());
  for (int y = 0; y < s.height; ++y) {
    const auto* below = s.data + std::min(y + 1, s.height - 1) * s.line;
    auto* line = s.data + y * s.line;
    for (int x = 0; x < s.width; ++x) {
      auto& sample = *reinterpret_cast<Sample*>(line + x * s.step);
      const auto next = *reinterpret_cast<const Sample*>(below + x * s.step);
      const auto i = static_cast<std::size_t>(x);
      now[i] = sample;
      const unsigned before = y == 0 ? sample : above[i];
      sample = static_cast<Sample>((before + 2u * sample + next + 2u) / 4u);
    }
    std::swap(above, now);
  }
}

void deinterlace(AVFrame& frame) {
  const auto& about = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  for (int c = 0; c < about.nb_components; ++c) {
    const Samples samples = samples_of(frame, about, c);
    samples.bytes == 2 ? blend_lines<std::uint16_t>(samples) : blend_lines<std::uint8_t>(samples);
  }
  set_progressive(frame);
}

// Whether the samples can be added as they lie in memory.
bool adds_up(int pixels) {
  constexpr std::uint64_t kOtherwise =
      AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_FLOAT;
  const auto* about = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(pixels));
  return about != nullptr && (about->flags & kOtherwise) == 0 && about->comp[0].depth >= 8;
}

bool is_full_range(const PictureShape& shape, int pixels) {
  const auto* about = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(pixels));
  const bool jpeg = about != nullptr && std::strncmp(about->name, "yuvj", 4) == 0;
  const bool rgb = about != nullptr && (about->flags & AV_PIX_FMT_FLAG_RGB) != 0;
  return jpeg || rgb || shape.range == AVCOL_RANGE_JPEG;
}

}  // namespace

void PictureConverter::Free::operator()(AVFrame* frame) const { av_frame_free(&frame); }
void PictureConverter::Free::operator()(SwsContext* scaler) const { sws_freeContext(scaler); }

PictureConverter::PictureConverter(const Options& options)
    : options_(options),
      before_turning_(options.to),
      scaled_(av_frame_alloc()),
      turned_(av_frame_alloc()) {
  if (options.turn.swapped) std::swap(before_turning_.width, before_turning_.height);
}
PictureConverter::~PictureConverter() = default;

Result<AVFrame*> PictureConverter::convert(AVFrame& from) {
  if (!options_.from.fits(from)) ++changed_;
  const bool woven = options_.deinterlaces && is_interlaced(from);
  const bool stays =
      before_turning_.fits(from) && is_full_range(options_.from, from.format) ==
                                        is_full_range(before_turning_, before_turning_.pixels);
  // Before it is scaled: of another height its lines are no longer of one moment each.
  const bool at_once = woven && (stays || adds_up(from.format));
  if (at_once) {
    if (av_frame_make_writable(&from) < 0) return failed("not enough memory");
    deinterlace(from);
  }
  AVFrame* picture = &from;
  if (!stays) {
    if (auto status = scale(from); !status) return status.error();
    picture = scaled_.get();
    if (woven && !at_once) deinterlace(*picture);
  }
  if (options_.turn.is_none()) return picture;
  if (picture == &from && (av_frame_unref(scaled_.get()), av_frame_ref(scaled_.get(), &from)) < 0)
    return failed("not enough memory");
  if (auto status = turn_over(); !status) return status.error();
  return turned_.get();
}

Status PictureConverter::scale(const AVFrame& from) {
  const PictureShape& to = before_turning_;
  if (from.width != width_ || from.height != height_ || from.format != pixels_ || !scaler_) {
    const bool same_size = from.width == to.width && from.height == to.height;
    const int way = same_size ? SWS_BICUBIC : SWS_BICUBIC | SWS_FULL_CHR_H_INP;
    scaler_.reset(sws_getContext(from.width, from.height, static_cast<AVPixelFormat>(from.format),
                                 to.width, to.height, static_cast<AVPixelFormat>(to.pixels),
                                 way | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr,
                                 nullptr));
    if (!scaler_) return failed("its pixels are of a kind that is not converted");
    width_ = from.width;
    height_ = from.height;
    pixels_ = from.format;
    constexpr int kUnchanged = 1 << 16;
    sws_setColorspaceDetails(scaler_.get(), sws_getCoefficients(matrix_of(options_.from)),
                             is_full_range(options_.from, from.format),
                             sws_getCoefficients(matrix_of(to)), is_full_range(to, to.pixels), 0,
                             kUnchanged, kUnchanged);
  }
  if (auto status = renew(*scaled_, to); !status) return status;
  sws_scale(scaler_.get(), from.data, from.linesize, 0, from.height, scaled_->data,
            scaled_->linesize);
  return av_frame_copy_props(scaled_.get(), &from) < 0 ? failed("not enough memory") : ok();
}

Status PictureConverter::turn_over() {
  if (auto status = renew(*turned_, options_.to); !status) return status;
  const auto& about = *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(options_.to.pixels));
  for (int c = 0; c < about.nb_components; ++c)
    turn_samples(samples_of(*scaled_, about, c), samples_of(*turned_, about, c), options_.turn);
  return av_frame_copy_props(turned_.get(), scaled_.get()) < 0 ? failed("not enough memory") : ok();
}

}  // namespace otoscape::io::media
