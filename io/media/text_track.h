// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/units/time.h"

namespace otoscape::io::media {

// A subtitle in the form that its codec has within a container.
struct TextPacket {
  Seconds begin, length;  // on the file's time line
  std::string bytes;
  std::string settings;  // of WebVTT: line, position …
};

// A track of subtitles that are text.
struct TextTrack {
  std::string codec;            // FFmpeg's name: subrip, ass, webvtt, mov_text
  std::string header;           // the codec's own, as a script's styles
  std::string language, title;  // language: ISO 639-2, as containers have it; empty: not said
  bool is_default = false;
  bool describes_sound = false;     // captions and not a translation
  std::vector<TextPacket> packets;  // by begin
};

}  // namespace otoscape::io::media
