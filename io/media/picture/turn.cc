// SPDX-License-Identifier: Apache-2.0
#include "io/media/picture/turn.h"

#include <cstdlib>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

// The matrix (ISO/IEC 14496-12, 6.2.2) leads a stored (x, y) to a shown (a x + c y, b x + d y),
// with a, b in its first and c, d in its second row.
Turn turn_of(const AVStream& stream) {
  std::size_t size = 0;
  const auto* data = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (data == nullptr || size < 9 * sizeof(std::int32_t)) return {};
  const auto* m = reinterpret_cast<const std::int32_t*>(data);
  const std::int32_t a = m[0], b = m[1], c = m[3], d = m[4];
  if (a == 0 && b == 0) return {};
  if (std::abs(static_cast<double>(a)) >= std::abs(static_cast<double>(b)))
    return {false, a < 0, d < 0};
  return {true, b < 0, c < 0};
}

}  // namespace otoscape::io::media
