// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>

#include "io/media/media.h"
#include "otoscape/base/result.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Cameras and recorders write a stereo sound as two mono tracks. Two tracks are a pair where they
// are the only ones, both mono, of one codec, rate, kind and language, and
//  - their titles or channel layouts say left and right, or
//  - the container is one of cameras (MOV, MP4, MXF), and titles and layouts do not differ.
// The first then has two channels and the second is joined to it. Other mono tracks that may belong
// together set info.unjoined_mono.
void join_mono_pair(const AVFormatContext& format, MediaInfo& info);

// Makes one sound of the two tracks of a pair. Where one has no sound yet, or no longer, it is
// silent.
class PairJoiner {
 public:
  using Take = std::function<Status(SoundPiece)>;

  // stream: of the sound given, the left one's.
  explicit PairJoiner(int stream) : stream_(stream) {}

  // side: 0 left, 1 right.
  Status add(int side, SoundPiece piece, const Take& take);
  Status finish(const Take& take);
  // The first frame of both; valid from the first piece given on.
  std::int64_t start() const { return start_; }

 private:
  Status give(std::int64_t to, const Take& take);

  struct Side {
    bool begun = false;
    std::int64_t first = 0;
    std::deque<float> samples;  // from next_ on
  };
  std::int64_t end(const Side& side) const {
    return next_ + static_cast<std::int64_t>(side.samples.size());
  }

  int stream_;
  bool begun_ = false;
  std::int64_t start_ = 0, next_ = 0;
  Side sides_[2];
};

}  // namespace otoscape::io::media
