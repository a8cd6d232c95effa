// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/picture_decoder.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/media/ffmpeg.h"
#include "io/media/picture/frame_facts.h"

namespace otoscape::io::media {
namespace {

// By the rate that the stream names; 1 where it names none.
std::int64_t ticks_of_a_picture(const AVStream& stream) {
  const AVRational rate = stream.avg_frame_rate;
  if (rate.num <= 0 || rate.den <= 0) return 1;
  return std::max<std::int64_t>(1, av_rescale_q(1, av_inv_q(rate), stream.time_base));
}

}  // namespace

void PictureDecoder::Free::operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
void PictureDecoder::Free::operator()(AVFrame* frame) const { av_frame_free(&frame); }

PictureDecoder::PictureDecoder(std::unique_ptr<AVCodecContext, Free> codec)
    : codec_(std::move(codec)),
      frame_(av_frame_alloc()),
      last_pts_(AV_NOPTS_VALUE),
      usual_duration_(1) {}
PictureDecoder::~PictureDecoder() = default;

Result<std::unique_ptr<PictureDecoder>> PictureDecoder::open(const AVStream& stream, int threads) {
  const AVCodecParameters& par = *stream.codecpar;
  const char* name = avcodec_get_name(par.codec_id);
  if (av_stream_get_side_data(&stream, AV_PKT_DATA_ENCRYPTION_INIT_INFO, nullptr) != nullptr ||
      par.codec_tag == MKTAG('e', 'n', 'c', 'v')) {
    return failed("the picture is encrypted, and its key is not in the file");
  }
  const AVCodec* decoder = avcodec_find_decoder(par.codec_id);
  if (decoder == nullptr)
    return failed(fmt::format("this FFmpeg has no decoder for {} pictures", name));
  std::unique_ptr<AVCodecContext, Free> codec(avcodec_alloc_context3(decoder));
  if (!codec || avcodec_parameters_to_context(codec.get(), &par) < 0)
    return failed("not enough memory");
  codec->pkt_timebase = stream.time_base;
  codec->thread_count = threads;
  if (const int error = avcodec_open2(codec.get(), decoder, nullptr); error < 0)
    return failed(fmt::format("the {} picture cannot be decoded: {}", name, words(error)));
  std::unique_ptr<PictureDecoder> made(new PictureDecoder(std::move(codec)));
  made->usual_duration_ = ticks_of_a_picture(stream);
  return made;
}

Status PictureDecoder::decode(const AVPacket* packet, const Take& take) {
  int sent = avcodec_send_packet(codec_.get(), packet);
  if (auto status = receive(take); !status) return status;
  if (sent == AVERROR(EAGAIN)) {  // its queue was full
    sent = avcodec_send_packet(codec_.get(), packet);
    if (auto status = receive(take); !status) return status;
  }
  if (sent < 0 && sent != AVERROR_EOF) ++damaged_;
  return ok();
}

Status PictureDecoder::receive(const Take& take) {
  while (true) {
    const int error = avcodec_receive_frame(codec_.get(), frame_.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return ok();
    if (error < 0) {
      ++damaged_;
      return ok();
    }
    AVFrame& frame = *frame_;
    std::int64_t& duration = duration_of(frame);
    frame.pts = frame.best_effort_timestamp;
    if (frame.pts == AV_NOPTS_VALUE)
      frame.pts = last_pts_ == AV_NOPTS_VALUE ? 0 : last_pts_ + usual_duration_;
    if (last_pts_ != AV_NOPTS_VALUE && frame.pts <= last_pts_) {
      frame.pts = last_pts_ + 1;
      ++moved_;
    }
    last_pts_ = frame.pts;
    if (duration <= 0) duration = usual_duration_;
    ++pictures_;
    if (auto status = take(frame); !status) return status;
    av_frame_unref(frame_.get());
  }
}

}  // namespace otoscape::io::media
