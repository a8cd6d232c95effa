// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "io/media/encoded_stream.h"
#include "io/media/media.h"
#include "io/media/picture/picture_codec.h"
#include "io/media/picture/picture_shape.h"
#include "otoscape/base/result.h"

struct AVCodecContext;
struct AVFrame;
struct AVPacket;
struct AVRational;

namespace otoscape::io::media {

// The pixels that this codec has and that lose least of a shape's; −1: the codec is unknown.
// Browsers are given eight bits and a colour for each four pixels (4:2:0).
int pixels_for(const PictureCodec& codec, const PictureShape& shape);

// Encodes pictures of one shape. Packets come with the times and lengths of their pictures.
class PictureEncoder {
 public:
  using Take = std::function<Status(AVPacket&)>;

  // tick: of all times. shape.pixels: as pixels_for.
  struct Options {
    PictureCodec codec;
    PictureShape shape;
    int tick_numerator = 1, tick_denominator = 1000;
    int threads = 0;  // 0: as many as the machine has processors
  };
  static Result<std::unique_ptr<PictureEncoder>> open(const Options& options);
  ~PictureEncoder();

  // Null: the end. The picture's kind is the encoder's choice.
  Status encode(AVFrame* picture, const Take& take);

  // For the file's header. A picture of one colour is encoded by another encoder for its sample.
  Result<EncodedStream> stream() const;

 private:
  struct Free {
    void operator()(AVCodecContext* codec) const;
  };
  PictureEncoder(Options options, std::unique_ptr<AVCodecContext, Free> codec);
  Status receive(const Take& take);

  Options options_;
  std::unique_ptr<AVCodecContext, Free> codec_;
  Packet packet_;
  std::map<std::int64_t, std::int64_t> durations_;  // by time, of pictures not yet given
};

}  // namespace otoscape::io::media
