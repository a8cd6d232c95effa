// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/packet_decoder.h"

#include <fmt/format.h>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

void FreeCodecFrame::operator()(AVFrame* frame) const { av_frame_free(&frame); }
void PacketDecoder::FreeCodec::operator()(AVCodecContext* codec) const {
  avcodec_free_context(&codec);
}

Result<PacketDecoder> PacketDecoder::open(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  const char* name = avcodec_get_name(par.codec_id);
  const AVCodec* decoder = avcodec_find_decoder(par.codec_id);
  if (decoder == nullptr)
    return failed(fmt::format("this FFmpeg has no decoder for {} sound", name));
  Codec codec(avcodec_alloc_context3(decoder));
  avcodec_parameters_to_context(codec.get(), &par);
  codec->pkt_timebase = stream.time_base;
  codec->thread_count = 1;
  if (const int error = avcodec_open2(codec.get(), decoder, nullptr); error < 0) {
    return failed(fmt::format("the {} sound cannot be decoded: {}", name, words(error)));
  }
  return PacketDecoder(std::move(codec));
}

std::vector<CodecFrame> PacketDecoder::decode(const AVPacket* packet, int& damaged) {
  std::vector<CodecFrame> frames;
  const int sent = avcodec_send_packet(codec_.get(), packet);
  if (sent < 0 && sent != AVERROR_EOF) ++damaged;
  while (true) {
    CodecFrame frame(av_frame_alloc());
    const int error = avcodec_receive_frame(codec_.get(), frame.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return frames;
    if (error < 0) {
      ++damaged;
      return frames;
    }
    if (frame->nb_samples > 0) frames.push_back(std::move(frame));
  }
}

}  // namespace otoscape::io::media
