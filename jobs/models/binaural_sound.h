// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "io/media/media.h"
#include "otoscape/spatial/binaural.h"

namespace otoscape::jobs::models {

// Leads a track's pieces from loudspeakers to two ears, in time with what came in and as long.
class BinauralSound {
 public:
  explicit BinauralSound(const spatial::Hrirs& hrirs)
      : binaural_(hrirs), late_(binaural_.latency()) {}

  // A piece of two channels; it may have no frames. Pieces follow one another.
  io::media::SoundPiece push(io::media::SoundPiece piece);
  // After the last piece: the frames still to come.
  io::media::SoundPiece rest();

 private:
  spatial::Binaural binaural_;
  int late_;               // frames of latency still to be cut off
  std::int64_t next_ = 0;  // first frame of the next piece out
  int stream_ = 0, channels_ = 0;
  bool begun_ = false;
};

}  // namespace otoscape::jobs::models
