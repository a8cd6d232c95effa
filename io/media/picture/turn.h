// SPDX-License-Identifier: Apache-2.0
#pragma once

struct AVStream;

namespace otoscape::io::media {

// How rows and columns of a stored picture lie where it is shown, by quarter turns and mirrors: the
// shown pixel (u, v) is stored at (s, t), which is (v, u) where `swapped`, else (u, v); `flip_x`
// and `flip_y` then count the stored columns and rows from their ends.
struct Turn {
  bool swapped = false, flip_x = false, flip_y = false;

  bool is_none() const { return !swapped && !flip_x && !flip_y; }
  bool operator==(const Turn&) const = default;
};

// By the stream's display matrix; other angles are the nearest quarter turn's.
Turn turn_of(const AVStream& stream);

}  // namespace otoscape::io::media
