// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/likeness.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/media/ffmpeg.h"
#include "io/media/picture/picture_decoder.h"

namespace otoscape::io::media {
namespace {

template <class Sample>
double squared_difference(const AVFrame& a, const AVFrame& b, const Likeness::Part& part) {
  double sum = 0.0;
  for (int y = part.top; y < part.bottom; ++y) {
    const auto* x = reinterpret_cast<const Sample*>(a.data[0] + y * a.linesize[0]);
    const auto* z = reinterpret_cast<const Sample*>(b.data[0] + y * b.linesize[0]);
    std::int64_t line = 0;
    for (int i = part.left; i < part.right; ++i) {
      const std::int64_t d = static_cast<std::int64_t>(x[i]) - z[i];
      line += d * d;
    }
    sum += static_cast<double>(line);
  }
  return sum;
}

double decibels(double error_ratio) {
  return error_ratio > 0.0 ? -10.0 * std::log10(error_ratio)
                           : std::numeric_limits<double>::infinity();
}

}  // namespace

void Likeness::Free::operator()(AVFrame* frame) const { av_frame_free(&frame); }

Likeness::Likeness(std::unique_ptr<PictureDecoder> decoder, const EncodedStream& stream,
                   const Part& part)
    : decoder_(std::move(decoder)),
      part_(part),
      tick_s_(static_cast<double>(stream.tick_numerator) / stream.tick_denominator) {}
Likeness::~Likeness() = default;

Result<std::unique_ptr<Likeness>> Likeness::open(const EncodedStream& stream, const Part& part) {
  AVFormatContext* file = avformat_alloc_context();
  AVStream* described = file == nullptr ? nullptr : avformat_new_stream(file, nullptr);
  Result<std::unique_ptr<PictureDecoder>> decoder = failed("not enough memory");
  if (described != nullptr &&
      avcodec_parameters_copy(described->codecpar, stream.parameters.get()) >= 0) {
    described->time_base = {stream.tick_numerator, stream.tick_denominator};
    decoder = PictureDecoder::open(*described, 0);
  }
  avformat_free_context(file);
  if (!decoder) return decoder.error();
  return std::unique_ptr<Likeness>(new Likeness(*std::move(decoder), stream, part));
}

void Likeness::give(const AVFrame& picture) {
  constexpr double kEach = 1.0;  // s
  const double at_s = static_cast<double>(picture.pts) * tick_s_;
  if (awaited_ || at_s < next_s_) return;
  awaited_.reset(av_frame_clone(&picture));
  next_s_ = at_s + kEach;
}

void Likeness::take(const AVPacket* packet) {
  static_cast<void>(decoder_->decode(packet, [&](AVFrame& decoded) {
    if (awaited_ && decoded.pts == awaited_->pts) compare(decoded);
    if (awaited_ && decoded.pts >= awaited_->pts) awaited_.reset();
    return ok();
  }));
}

void Likeness::compare(const AVFrame& decoded) {
  const auto* about = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(decoded.format));
  if (about == nullptr || decoded.width != awaited_->width || decoded.height != awaited_->height ||
      about->comp[0].depth !=
          av_pix_fmt_desc_get(static_cast<AVPixelFormat>(awaited_->format))->comp[0].depth) {
    return;
  }
  const double peak = std::exp2(about->comp[0].depth) - 1.0;
  const double pixels = static_cast<double>(part_.right - part_.left) * (part_.bottom - part_.top);
  const double sum = about->comp[0].depth > 8
                         ? squared_difference<std::uint16_t>(decoded, *awaited_, part_)
                         : squared_difference<std::uint8_t>(decoded, *awaited_, part_);
  const double ratio = sum / std::max(pixels, 1.0) / (peak * peak);
  error_sum_ += ratio;
  worst_ = std::max(worst_, ratio);
  ++compared_;
}

double Likeness::mean_db() const {
  return compared_ == 0 ? 0.0 : decibels(error_sum_ / static_cast<double>(compared_));
}
double Likeness::least_db() const { return compared_ == 0 ? 0.0 : decibels(worst_); }

}  // namespace otoscape::io::media
