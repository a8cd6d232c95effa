// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/decoding_order.h"

#include <algorithm>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

void DecodingOrder::keep_order(AVPacket& packet, bool strict) {
  if (packet.dts == AV_NOPTS_VALUE) return;
  constexpr std::int64_t kFewTicks = 2;
  const auto last = last_.find(packet.stream_index);
  if (last != last_.end()) {
    const std::int64_t next = strict ? last->second + 1 : last->second;
    if (packet.dts < next && next - packet.dts <= kFewTicks) packet.dts = next;
  }
  if (packet.pts != AV_NOPTS_VALUE) packet.pts = std::max(packet.pts, packet.dts);
  last_[packet.stream_index] = packet.dts;
}

}  // namespace otoscape::io::media
