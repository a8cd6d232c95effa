// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/media/encoded_stream.h"
#include "io/media/media.h"
#include "io/media/picture/picture_codec.h"
#include "io/media/picture/sheet.h"
#include "io/media/picture/turn.h"
#include "io/media/read/media_reader.h"
#include "otoscape/base/result.h"

namespace otoscape::io::media {

// A picture as it is shown, in stored pixels.
struct ShownPicture {
  int width = 0, height = 0;
  double aspect = 1.0;  // width of a pixel to its height
  Turn turn;            // that players do
};

// What is laid over a picture.
struct SheetNow {
  const Sheet& sheet;
  Columns changed;  // since the last picture
};
using DrawSheet = std::function<SheetNow(Seconds)>;
struct Overlay {
  int top = 0, height = 0;  // rows of the picture as shown
  DrawSheet draw;           // at the time of each picture, ascending
};

// Decodes one picture stream, changes its pictures and encodes them, with the times that they had.
//
// Near the source: of the same size, with pixels of the same kind where the codec has them, and
// woven where they are woven. For browsers: at most 1280 x 720 square pixels, upright, one moment a
// picture, in 8 bits.
class PictureRecoder {
 public:
  using Take = std::function<Status(AVPacket&)>;

  struct Options {
    PictureCodec codec;
    // Whether the file can say how its pictures are turned; where not, they are turned.
    bool says_turn = true;
    Seconds begin{-1e12};  // pictures before it are left out
  };
  // Fails for streams that cannot be decoded, and pictures that cannot be encoded.
  static Result<std::unique_ptr<PictureRecoder>> open(const MediaReader& source, int stream,
                                                      const Options& options);
  ~PictureRecoder();

  ShownPicture shown() const;
  // Before the first packet.
  Status lay_over(Overlay overlay);

  // For the file's header.
  Result<EncodedStream> stream() const;
  // Null: the end.
  Status take(const AVPacket* packet, const Take& give);

  std::int64_t pictures() const;
  // How near the pictures came beside the sheet, as Likeness, where one is laid over; else 0.
  double mean_psnr_db() const;
  double least_psnr_db() const;
  // What of the source is not kept or was damaged, a sentence each; complete after the end.
  std::vector<std::string> notes() const;

 private:
  struct Impl;
  explicit PictureRecoder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::io::media
