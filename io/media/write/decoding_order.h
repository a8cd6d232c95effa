// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

struct AVFormatContext;
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

// Matroska stores Opus later by its encoder's delay, which readers take off again. FFmpeg 5's muxer
// does not, and moves all streams until the first packet lies at 0, so that picture and sound part
// by 7 ms in every file: the packet, in the ticks of its stream of `file`, is moved here.
void add_opus_delay(AVPacket& packet, const AVFormatContext& file);

}  // namespace otoscape::io::media
