// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/media/text_track.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

// A track of subtitles in a file, in its order among them.
struct Subtitles {
  enum class Kind { text, other_text, bitmap };
  Kind kind = Kind::text;  // other_text: in a codec that is not read
  TextTrack track;         // of other kinds without packets
};

// All subtitle tracks of a file, read to its end. track: only the packets of this one, by its place
// from 0; negative: of all.
Result<std::vector<Subtitles>> subtitles(const std::string& path, int track = -1);

}  // namespace otoscape::io::media
