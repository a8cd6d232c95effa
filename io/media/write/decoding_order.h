// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

struct AVPacket;

namespace otoscape::io::media {

// Decoding times of a file's streams, which muxers want in order.
class DecodingOrder {
 public:
  // In a coarser tick two times may become one: the second is moved by a tick or two. strict: equal
  // times are refused by the muxer. A step back by more is an error of the film, which this would
  // hide.
  void keep_order(AVPacket& packet, bool strict);

 private:
  std::map<int, std::int64_t> last_;  // by stream, in its ticks
};

}  // namespace otoscape::io::media
