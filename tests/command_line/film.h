// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/support/shell.h"

namespace otoscape::test {

struct FilmOptions {
  std::string sound_codec = "aac";
  double sound_late_s = 0.0;  // the first track begins this much after the picture
  double seconds = 6.0;
};

// A small film as FFmpeg's program makes it: picture 320 × 240 at 25 frames per second with
// B-frames; two sound tracks, 48 kHz stereo "eng" (default) and 44.1 kHz mono "deu"; subtitles
// "fra", two chapters, title and artist; in Matroska an attachment too. The extension of `name`
// decides the container. Returns its path.
std::string make_film(const TemporaryFolder& folder, const std::string& name,
                      const FilmOptions& options = {});

}  // namespace otoscape::test
