// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/progress.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::report {

// A copy of one track of a film for browsers, its sound folded to two channels: an MP4 file with
// the picture's packets and AAC; where browsers do not show the picture, a WebM file with VP9 and
// Opus (Vorbis at rates that Opus has not); or an M4A file with AAC alone.
struct BrowserCopy {
  std::string path;
  bool picture = false;
  bool is_part = false;  // it begins at CopyRequest::begin and not with the film
  std::vector<std::string> notes;
};
struct CopyRequest {
  std::string from;
  int stream = 0;
  std::string stem;          // of the copy's path
  bool with_picture = true;  // where it has one
  bool overwrite = false;
  // The part that is played: of a picture that is encoded no more is written.
  Seconds begin{0.0};
  std::optional<Seconds> length{};
};
Result<BrowserCopy> copy_for_browsers(const CopyRequest& request, const io::ProgressCall& progress);

}  // namespace otoscape::jobs::report
