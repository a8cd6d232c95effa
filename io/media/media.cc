// SPDX-License-Identifier: Apache-2.0
#include "io/media/media.h"

#include <algorithm>
#include <limits>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {

void FreePacket::operator()(AVPacket* packet) const { av_packet_free(&packet); }

SoundPiece silence(int stream, int channels, int frames) {
  SoundPiece piece{stream, 0, frames, {}, channels};
  for (int c = 0; c < std::max(channels, 2); ++c)
    piece.samples[static_cast<std::size_t>(c)].assign(static_cast<std::size_t>(frames), 0.0f);
  return piece;
}

std::pair<double, double> time_span(const CopiedPiece& piece) { return time_span(*piece.packet); }

std::pair<double, double> time_span(const AVPacket& p) {
  constexpr double kAlways = std::numeric_limits<double>::infinity();
  if (p.pts == AV_NOPTS_VALUE) return {-kAlways, kAlways};
  const double tick = av_q2d(p.time_base);
  const std::int64_t decoded = p.dts == AV_NOPTS_VALUE ? p.pts : p.dts;
  return {static_cast<double>(decoded) * tick, static_cast<double>(p.pts + p.duration) * tick};
}

double presented_at(const CopiedPiece& piece) {
  const AVPacket& p = *piece.packet;
  if (p.pts == AV_NOPTS_VALUE) return -std::numeric_limits<double>::infinity();
  return static_cast<double>(p.pts) * av_q2d(p.time_base);
}

}  // namespace otoscape::io::media
