// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "otoscape/base/result.h"

struct AVCodecContext;
struct AVFrame;
struct AVPacket;
struct AVStream;

namespace otoscape::io::media {

struct FreeCodecFrame {
  void operator()(AVFrame* frame) const;
};
// A frame in a codec's sense: samples of all channels, in the codec's own format. A packet gives
// none, one or several.
using CodecFrame = std::unique_ptr<AVFrame, FreeCodecFrame>;

// FFmpeg's decoder of one stream: packets in, codec frames out.
class PacketDecoder {
 public:
  static Result<PacketDecoder> open(const AVStream& stream);

  // All codec frames that `packet` completes; null: the end of the stream. A damaged packet adds 1
  // to `damaged` and is left out.
  std::vector<CodecFrame> decode(const AVPacket* packet, int& damaged);

 private:
  struct FreeCodec {
    void operator()(AVCodecContext* codec) const;
  };
  using Codec = std::unique_ptr<AVCodecContext, FreeCodec>;

  explicit PacketDecoder(Codec codec) : codec_(std::move(codec)) {}
  Codec codec_;
};

}  // namespace otoscape::io::media
