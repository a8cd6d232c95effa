// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/media/media.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::report {

// Whether the browsers of today play a file as it is: the container, by its extension, and the
// codecs of its picture and of the sound track `stream`, which must be the one that they choose.
bool browsers_play(const io::media::MediaInfo& info, int stream, const std::string& path);
// Whether they play the picture, in an MP4 file.
bool browsers_show(const io::media::MediaInfo& info);
// The first moving picture; −1: none.
int picture_of(const io::media::MediaInfo& info);

// A copy of one track of a film for browsers, its sound as AAC folded to two channels: an MP4 file
// with the picture's packets, or an M4A file with the sound alone.
struct BrowserCopy {
  std::string path;
  bool picture = false;
};
struct CopyRequest {
  std::string from;
  int stream = 0;
  std::string stem;          // of the copy's path
  bool with_picture = true;  // where browsers show it
  bool overwrite = false;
};
Result<BrowserCopy> copy_for_browsers(const CopyRequest& request);

}  // namespace otoscape::jobs::report
