// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/picture_encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>

#include "io/media/ffmpeg.h"
#include "io/media/picture/frame_facts.h"

namespace otoscape::io::media {
namespace {

constexpr double kKeySeconds = 5.0;  // at most between pictures at which decoding can begin
constexpr int kMostThreads = 16;     // of VP9

void set_x264(AVCodecContext& c, const PictureCodec& codec) {
  av_opt_set(c.priv_data, "preset", "veryfast", 0);
  av_opt_set_double(c.priv_data, "crf", codec.quality, 0);
}

// Real time: four to ten times as fast as "good", for a fifth more bits (measured).
void set_vp9(AVCodecContext& c, const PictureCodec& codec) {
  const bool browsers = codec.aim == PictureCodec::Aim::for_browsers;
  c.bit_rate = 0;
  av_opt_set_int(c.priv_data, "crf", codec.quality, 0);
  av_opt_set(c.priv_data, "deadline", "realtime", 0);
  av_opt_set_int(c.priv_data, "cpu-used", browsers ? 7 : 6, 0);
  av_opt_set_int(c.priv_data, "row-mt", 1, 0);
  av_opt_set_int(c.priv_data, "tile-columns", c.width >= 1280 ? 2 : 1, 0);
  av_opt_set_int(c.priv_data, "auto-alt-ref", 0, 0);
  av_opt_set_int(c.priv_data, "lag-in-frames", 0, 0);
  c.thread_count = std::min(c.thread_count, kMostThreads);
}

void set_shape(AVCodecContext& c, const PictureShape& shape) {
  c.width = shape.width;
  c.height = shape.height;
  c.pix_fmt = static_cast<AVPixelFormat>(shape.pixels);
  c.sample_aspect_ratio = {shape.aspect_across, shape.aspect_down};
  c.colorspace = static_cast<AVColorSpace>(shape.space);
  c.color_primaries = static_cast<AVColorPrimaries>(shape.primaries);
  c.color_trc = static_cast<AVColorTransferCharacteristic>(shape.transfer);
  c.color_range = static_cast<AVColorRange>(shape.range);
  c.chroma_sample_location = static_cast<AVChromaLocation>(shape.chroma_place);
  c.framerate = av_d2q(shape.rate, 100'000);
  c.gop_size = std::max(1, static_cast<int>(std::lround(kKeySeconds * shape.rate)));
  if (!shape.interlaced || c.codec_id != AV_CODEC_ID_H264) return;
  c.flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
  c.field_order = shape.top_first ? AV_FIELD_TT : AV_FIELD_BB;
}

std::shared_ptr<AVPacket> clone_of(const AVPacket& packet) {
  return {av_packet_clone(&packet), [](AVPacket* p) { av_packet_free(&p); }};
}

Status fill_evenly(AVFrame& frame) {
  if (av_frame_get_buffer(&frame, 0) < 0) return failed("not enough memory");
  for (int plane = 0; plane < AV_NUM_DATA_POINTERS && frame.buf[plane] != nullptr; ++plane)
    std::memset(frame.buf[plane]->data, 0x01, frame.buf[plane]->size);
  return ok();
}

}  // namespace

int pixels_for(const PictureCodec& codec, const PictureShape& shape) {
  if (codec.aim == PictureCodec::Aim::for_browsers) return AV_PIX_FMT_YUV420P;
  const AVCodec* encoder = avcodec_find_encoder_by_name(codec.encoder.c_str());
  if (encoder == nullptr || encoder->pix_fmts == nullptr) return -1;
  int loss = 0;
  return avcodec_find_best_pix_fmt_of_list(encoder->pix_fmts,
                                           static_cast<AVPixelFormat>(shape.pixels), 0, &loss);
}

void PictureEncoder::Free::operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }

PictureEncoder::PictureEncoder(Options options, std::unique_ptr<AVCodecContext, Free> codec)
    : options_(std::move(options)), codec_(std::move(codec)), packet_(av_packet_alloc()) {}
PictureEncoder::~PictureEncoder() = default;

Result<std::unique_ptr<PictureEncoder>> PictureEncoder::open(const Options& options) {
  const AVCodec* encoder = avcodec_find_encoder_by_name(options.codec.encoder.c_str());
  if (encoder == nullptr)
    return failed(fmt::format("this FFmpeg has no encoder {}", options.codec.encoder));
  std::unique_ptr<AVCodecContext, Free> codec(avcodec_alloc_context3(encoder));
  if (!codec) return failed("not enough memory");
  AVCodecContext& c = *codec;
  c.time_base = {options.tick_numerator, options.tick_denominator};
  c.thread_count = options.threads > 0
                       ? options.threads
                       : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  set_shape(c, options.shape);
  if (options.codec.encoder == "libx264") set_x264(c, options.codec);
  if (options.codec.encoder == "libvpx-vp9") set_vp9(c, options.codec);
  // The header apart from the packets, as all files but transport streams want it; those get it by
  // a filter of their muxer.
  c.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
  if (const int error = avcodec_open2(&c, encoder, nullptr); error < 0) {
    return failed(fmt::format("{} pictures of {} x {} pixels cannot be encoded: {}",
                              options.codec.codec, c.width, c.height, words(error)));
  }
  return std::unique_ptr<PictureEncoder>(new PictureEncoder(options, std::move(codec)));
}

Status PictureEncoder::encode(AVFrame* picture, const Take& take) {
  if (picture != nullptr) {
    picture->pict_type = AV_PICTURE_TYPE_NONE;
    durations_[picture->pts] = duration_of(*picture);
  }
  if (const int error = avcodec_send_frame(codec_.get(), picture); error < 0)
    return failed("the picture cannot be encoded: " + words(error));
  return receive(take);
}

Status PictureEncoder::receive(const Take& take) {
  while (true) {
    const int error = avcodec_receive_packet(codec_.get(), packet_.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return ok();
    if (error < 0) return failed("the picture cannot be encoded: " + words(error));
    AVPacket& packet = *packet_;
    if (const auto known = durations_.find(packet.pts); known != durations_.end()) {
      packet.duration = known->second;
      durations_.erase(known);
    }
    packet.time_base = codec_->time_base;
    if (auto status = take(packet); !status) return status;
    av_packet_unref(&packet);
  }
}

Result<EncodedStream> PictureEncoder::stream() const {
  EncodedStream made;
  std::shared_ptr<AVCodecParameters> par(avcodec_parameters_alloc(),
                                         [](AVCodecParameters* p) { avcodec_parameters_free(&p); });
  if (!par || avcodec_parameters_from_context(par.get(), codec_.get()) < 0)
    return failed("not enough memory");
  par->codec_tag = 0;
  made.parameters = std::move(par);
  made.tick_numerator = options_.tick_numerator;
  made.tick_denominator = options_.tick_denominator;
  Options one = options_;
  one.threads = 1;
  auto other = open(one);
  if (!other) return other.error();
  const Ffmpeg<AVFrame> even(av_frame_alloc());
  even->format = options_.shape.pixels;
  even->width = options_.shape.width;
  even->height = options_.shape.height;
  even->pts = 0;
  if (auto status = fill_evenly(*even); !status) return status.error();
  const auto keep = [&](AVPacket& packet) {
    made.sample.push_back(clone_of(packet));
    return ok();
  };
  for (AVFrame* frame : {even.get(), static_cast<AVFrame*>(nullptr)}) {
    if (auto status = (*other)->encode(frame, keep); !status) return status.error();
  }
  return made;
}

}  // namespace otoscape::io::media
