// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "io/media/picture/picture_shape.h"
#include "io/media/picture/turn.h"
#include "otoscape/base/result.h"

struct AVFrame;
struct SwsContext;

namespace otoscape::io::media {

// Brings pictures into one shape: size, pixels and, where asked for, the rows as they are shown and
// one moment a picture. A picture that has it already passes as it is.
class PictureConverter {
 public:
  struct Options {
    PictureShape from, to;      // to: after turning
    Turn turn{};                // to undo
    bool deinterlaces = false;  // where a picture holds two moments
  };
  explicit PictureConverter(const Options& options);
  ~PictureConverter();

  // The picture, converted: `from` itself or one that is valid until the next call. Fails for
  // pixels that are unknown, and without memory.
  Result<AVFrame*> convert(AVFrame& from);

  // Pictures that came in another size or with other pixels than options.from.
  int changed() const { return changed_; }

 private:
  struct Free {
    void operator()(AVFrame* frame) const;
    void operator()(SwsContext* scaler) const;
  };
  using Frame = std::unique_ptr<AVFrame, Free>;
  Status scale(const AVFrame& from);
  Status turn_over();

  Options options_;
  PictureShape before_turning_;
  std::unique_ptr<SwsContext, Free> scaler_;
  int width_ = 0, height_ = 0, pixels_ = -1;  // of the scaler's input
  Frame scaled_, turned_;
  int changed_ = 0;
};

}  // namespace otoscape::io::media
