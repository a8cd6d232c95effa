// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/decoding_order.h"

#include <algorithm>

#include "io/media/ffmpeg.h"
#include "io/media/write/container.h"

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

void add_opus_delay(AVPacket& packet, const AVFormatContext& file) {
#if LIBAVFORMAT_VERSION_MAJOR < 60
  const AVStream& stream = *file.streams[packet.stream_index];
  const AVCodecParameters& par = *stream.codecpar;
  if (par.codec_id != AV_CODEC_ID_OPUS || !is_matroska(file.oformat->name)) return;
  constexpr AVRational kOpusTick{1, 48000};  // of the delay, at any rate
  const std::int64_t delay = av_rescale_q(par.initial_padding, kOpusTick, stream.time_base);
  for (std::int64_t* time : {&packet.pts, &packet.dts})
    if (*time != AV_NOPTS_VALUE) *time += delay;
#else
  static_cast<void>(packet);
  static_cast<void>(file);
#endif
}

}  // namespace otoscape::io::media
