// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/media/media.h"

namespace otoscape::io::media {

// One decoded track, after reading.
struct DecodedTrack {
  const StreamInfo& stream;
  std::int64_t start = 0;  // frame of the file's time line
  const DecodeReport& report;
};

// How much of the file was read.
struct ReadExtent {
  double seconds = 0.0;      // latest end of a packet
  bool ended_early = false;  // reading stopped at the end of a region
};

// Defects of a track's sound, one sentence each: cut off, damaged, gaps, overlaps.
std::vector<std::string> decode_warnings(const DecodedTrack& track, const MediaInfo& file,
                                         const ReadExtent& read);

}  // namespace otoscape::io::media
