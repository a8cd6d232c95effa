// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "io/media/encoded_stream.h"
#include "otoscape/base/result.h"

struct AVFrame;
struct AVPacket;

namespace otoscape::io::media {

class PictureDecoder;

// How near encoded pictures come to those that were given, by decoding them again: peak signal to
// noise ratio (PSNR) of luma, of about one picture a second, within a rectangle.
class Likeness {
 public:
  struct Part {
    int left = 0, top = 0, right = 0, bottom = 0;  // stored pixels; right and bottom: behind it
  };
  static Result<std::unique_ptr<Likeness>> open(const EncodedStream& stream, const Part& part);
  ~Likeness();

  // Each picture before it is encoded, and each packet; null: the end.
  void give(const AVFrame& picture);
  void take(const AVPacket* packet);

  // dB, over all pictures compared and of the worst one; infinite where nothing differs; 0: none
  // was compared.
  double mean_db() const;
  double least_db() const;

 private:
  struct Free {
    void operator()(AVFrame* frame) const;
  };
  Likeness(std::unique_ptr<PictureDecoder> decoder, const EncodedStream& stream, const Part& part);
  void compare(const AVFrame& decoded);

  std::unique_ptr<PictureDecoder> decoder_;
  Part part_;
  double tick_s_;
  std::unique_ptr<AVFrame, Free> awaited_;  // one at most
  double next_s_ = -1e12;                   // the next is kept from here on
  double error_sum_ = 0.0, worst_ = 0.0;    // mean squares, of the peak's
  std::int64_t compared_ = 0;
};

}  // namespace otoscape::io::media
