// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "io/media/media.h"
#include "otoscape/base/result.h"

struct AVFrame;

namespace otoscape::io::media {

// Converts codec frames of any sample format, layout and rate to float pieces of one rate. Their
// channels are those of one layout, or one or two, to which more are folded.
class FrameConverter {
 public:
  struct Channels {
    int folded = 0;  // 1 or 2; 0: those of the first frame, at most 2
    Layout kept{};   // not empty: the layout of the output
    Layout given{};  // of frames of as many channels, whatever the file says; empty: as it says
  };
  FrameConverter(int stream, const Channels& channels, int rate_hz);
  ~FrameConverter();

  // Whether the frame has the format, layout and rate that the converter is set to.
  bool is_set_to(const AVFrame& frame) const;
  // Sets the converter to the frame's form. Frames of another rate are resampled, mono sound goes
  // to both of two channels, and one channel gets the mean of two. To a layout that is kept each
  // loudspeaker goes by its name (routes_between). Fails for more than two channels without names.
  Status set_to(const AVFrame& frame);
  // What is left in the resampler, before another form or at the end; empty where there is none.
  SoundPiece rest();

  // The frame's sound, without a place on the time line; is_set_to(frame) must hold. fold_peak
  // rises to the largest sample after a fold.
  Result<SoundPiece> convert(const AVFrame& frame, float& fold_peak);

  // Of the output; channels may be 0 before the first set_to.
  int rate_hz() const;
  int channels() const;
  // The loudspeakers of the frames that it is set to; empty: FFmpeg's own.
  const Layout& heard() const;
  // Whether its input has another rate, so that it keeps a state between frames.
  bool resamples() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
