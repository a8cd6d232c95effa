// SPDX-License-Identifier: Apache-2.0
#pragma once

struct AVFrame;
struct AVStream;

namespace otoscape::io::media {

// Size, pixels and colours of a stream's pictures. Numbers without a unit are FFmpeg's.
struct PictureShape {
  int width = 0, height = 0;               // stored pixels
  int pixels = -1;                         // AVPixelFormat
  int aspect_across = 1, aspect_down = 1;  // of one pixel
  int space = 2, primaries = 2, transfer = 2, range = 0, chroma_place = 0;
  bool interlaced = false, top_first = true;
  double rate = 25.0;  // pictures per second, on average

  double aspect() const { return static_cast<double>(aspect_across) / aspect_down; }
  // Of the same size and pixels.
  bool fits(const AVFrame& frame) const;
};

// As the stream says; the container's aspect ratio corrects the codec's. pixels −1 or no size: not
// known before decoding.
PictureShape shape_of(const AVStream& stream);

// The matrix between colours and luma: as said, else by size, as players guess.
int matrix_of(const PictureShape& shape);

}  // namespace otoscape::io::media
