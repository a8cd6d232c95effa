// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/copied_stream.h"

#include <algorithm>
#include <utility>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

double seconds_of(const AVPacket& packet) {
  return static_cast<double>(packet.duration) * av_q2d(packet.time_base);
}

}  // namespace

CopiedStream::CopiedStream(int to, const AVCodecParameters& par, Container container)
    : to_(to), container_(container), is_picture_(par.codec_type == AVMEDIA_TYPE_VIDEO) {
  const int bits = av_get_exact_bits_per_sample(par.codec_id);  // 0: not PCM
  if (par.codec_type == AVMEDIA_TYPE_AUDIO && bits > 0 && bits % 8 == 0 && !container.keeps_start) {
    frame_bytes_ = bits / 8 * par.ch_layout.nb_channels;
    rate_hz_ = par.sample_rate;
    silent_ = par.codec_id == AV_CODEC_ID_PCM_U8 ? 0x80 : 0;
  }
}

Status CopiedStream::write(Packet packet, const Put& put) {
  const bool hidden = is_picture_ && (packet->flags & AV_PKT_FLAG_DISCARD) != 0;
  if (!std::exchange(started_, true) && frame_bytes_ > 0) {
    if (auto status = write_silence(*packet, put); !status) return status;
  }
  if (hidden && seen_) {
    held_.push_back(std::move(packet));
    return ok();
  }
  if (!hidden) seen_ = true;
  for (Packet& before : std::exchange(held_, {})) {
    if (auto status = pass(*before, put); !status) return status;
  }
  return pass(*packet, put);
}

Status CopiedStream::pass(AVPacket& packet, const Put& put) {
  const bool hidden = is_picture_ && (packet.flags & AV_PKT_FLAG_DISCARD) != 0;
  if (hidden && !(container_.hides_before_start && packet.pts < 0)) {
    hidden_seconds_ += seconds_of(packet);
  }
  return put(packet);
}

Status CopiedStream::write_silence(const AVPacket& before, const Put& put) const {
  constexpr std::int64_t kPacketFrames = 4096;
  if (before.pts == AV_NOPTS_VALUE) return ok();
  const AVRational tick{1, static_cast<int>(rate_hz_)};
  const std::int64_t missing = av_rescale_q(before.pts, before.time_base, tick);
  for (std::int64_t at = 0; at < missing; at += kPacketFrames) {
    const std::int64_t frames = std::min(missing - at, kPacketFrames);
    const Packet packet(av_packet_alloc());
    const auto bytes = static_cast<int>(frames * frame_bytes_);
    if (!packet || av_new_packet(packet.get(), bytes) < 0) return failed("not enough memory");
    std::fill_n(packet->data, bytes, silent_);
    packet->pts = packet->dts = at;
    packet->duration = frames;
    packet->flags |= AV_PKT_FLAG_KEY;
    packet->time_base = tick;
    if (auto status = put(*packet); !status) return status;
  }
  return ok();
}

}  // namespace otoscape::io::media
