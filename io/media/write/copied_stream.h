// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "io/media/media.h"
#include "otoscape/base/result.h"

struct AVCodecParameters;

namespace otoscape::io::media {

// The packets of one copied stream on their way into a file.
//
// An edit list hides frames of a picture that decoding needs. Those before the first visible frame
// and between visible ones are written, and counted; those at the end are left out. Where the file
// stores no start of a stream, PCM that begins late gets silence in front.
class CopiedStream {
 public:
  using Put = std::function<Status(AVPacket&)>;

  struct Container {
    bool keeps_start = true;          // the start of a stream
    bool hides_before_start = false;  // frames before time 0, by an edit list of its own
  };
  CopiedStream(int to, const AVCodecParameters& par, Container container);

  int to() const { return to_; }  // stream of the output
  Status write(Packet packet, const Put& put);

  // How long hidden frames will show, in seconds.
  double hidden_seconds() const { return hidden_seconds_; }

 private:
  Status pass(AVPacket& packet, const Put& put);
  Status write_silence(const AVPacket& before, const Put& put) const;

  int to_;
  Container container_;
  bool is_picture_;
  bool started_ = false, seen_ = false;  // seen_: a visible frame
  std::int64_t frame_bytes_ = 0, rate_hz_ = 0;
  std::uint8_t silent_ = 0;
  std::vector<Packet> held_;  // hidden, after a visible one: at most what an edit list leaves
  double hidden_seconds_ = 0.0;
};

}  // namespace otoscape::io::media
