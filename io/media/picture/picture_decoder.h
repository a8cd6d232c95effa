// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "otoscape/base/result.h"

struct AVCodecContext;
struct AVFrame;
struct AVPacket;
struct AVStream;

namespace otoscape::io::media {

// FFmpeg's decoder of one picture stream: packets in, pictures out in the order in which they are
// shown, each with its time (AVFrame::pts, in the stream's ticks) later than the one before.
class PictureDecoder {
 public:
  using Take = std::function<Status(AVFrame&)>;

  // Fails for codecs that this FFmpeg cannot decode and for encrypted streams. threads: 0: as many
  // as the machine has processors.
  static Result<std::unique_ptr<PictureDecoder>> open(const AVStream& stream, int threads);
  ~PictureDecoder();

  // Passes all pictures that `packet` completes to `take`; null: the end of the stream. Damaged
  // packets are counted and left out.
  Status decode(const AVPacket* packet, const Take& take);

  int damaged() const { return damaged_; }
  // Pictures whose time was not later than the one before, and was moved by a tick.
  int moved() const { return moved_; }
  std::int64_t pictures() const { return pictures_; }

 private:
  struct Free {
    void operator()(AVCodecContext* codec) const;
    void operator()(AVFrame* frame) const;
  };
  explicit PictureDecoder(std::unique_ptr<AVCodecContext, Free> codec);
  Status receive(const Take& take);

  std::unique_ptr<AVCodecContext, Free> codec_;
  std::unique_ptr<AVFrame, Free> frame_;
  std::int64_t last_pts_, usual_duration_;  // ticks
  std::int64_t pictures_ = 0;
  int damaged_ = 0, moved_ = 0;
};

}  // namespace otoscape::io::media
