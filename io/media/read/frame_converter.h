// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "io/media/media.h"
#include "otoscape/base/result.h"

struct AVFrame;

namespace otoscape::io::media {

// Converts codec frames of any sample format, layout and rate to float pieces of one rate with one
// or two channels. More channels are folded to stereo.
class FrameConverter {
 public:
  explicit FrameConverter(int stream);
  ~FrameConverter();

  // Whether the frame has the format, layout and rate that the converter is set to.
  bool is_set_to(const AVFrame& frame) const;
  // Sets the converter to the frame's form. The rate and layout of the output follow the frame
  // unless keep_output: then they stay, and this frame and later ones are converted to them.
  Status set_to(const AVFrame& frame, bool keep_output);

  // The frame's sound, without a place on the time line; is_set_to(frame) must hold. fold_peak
  // rises to the largest sample after a fold.
  Result<SoundPiece> convert(const AVFrame& frame, float& fold_peak);

  // Rate of the output; 0 before the first set_to.
  int rate_hz() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
