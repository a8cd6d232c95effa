// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io::media {

// How pictures are encoded.
struct PictureCodec {
  enum class Aim {
    near_the_source,  // what differs is not seen, also frame by frame
    for_browsers      // small enough for a page, fast enough to wait for
  };
  std::string encoder;  // FFmpeg's name
  std::string codec;    // for people: H.264, VP9
  int quality = 0;      // the encoder's constant rate factor; more is worse
  Aim aim = Aim::near_the_source;
};

// For pictures near the source in the files of a muxer (FFmpeg's short name): H.264 by libx264
// where this FFmpeg has it and the file holds it, else VP9 by libvpx. Fails where neither can be
// had.
struct CodecQuestion {
  std::string muxer, extension, asked;  // extension: for errors; asked: "h264", "vp9" or empty
  std::optional<int> quality{};         // 0 … 40
  // An odd number of columns or rows whose colours are shared (4:2:0): VP9 has these, H.264 none.
  bool odd = false;
};
Result<PictureCodec> picture_codec(const CodecQuestion& question);

// VP9 as browsers show it; fails where this FFmpeg has none.
Result<PictureCodec> browser_codec();

}  // namespace otoscape::io::media
