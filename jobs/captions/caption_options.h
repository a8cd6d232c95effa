// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace otoscape::jobs::captions {

// How captions are asked for.
struct CaptionOptions {
  std::vector<std::string> files;  // .vtt, .srt, .ttml, .json; empty: no captions
  std::string subtitles;           // a file, a track's number from 1, "none"; empty: the film's own
  std::string wording;             // a file; empty: ours
  bool for_children = false;       // their reading speed

  bool asked() const { return !files.empty(); }
};

}  // namespace otoscape::jobs::captions
