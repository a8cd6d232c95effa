// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/packet_finder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

// Seeking may land after its target, and some containers store sound far before its picture. Where
// a packet is not found, the next try begins this much earlier.
constexpr double kAheadSeconds[] = {0.0, 3.0, 15.0};
// Streams that belong together may lie this far apart in a file.
constexpr double kApartSeconds = 10.0;
constexpr std::size_t kMostPackets = 200'000;  // read before a try fails

std::int64_t clock_start(const AVFormatContext& format, AVRational tick) {
  const bool runs = (format.iformat->flags & AVFMT_TS_DISCONT) != 0;
  return runs && format.start_time != AV_NOPTS_VALUE
             ? av_rescale_q(format.start_time, AV_TIME_BASE_Q, tick)
             : 0;
}

std::int64_t time_of(const PacketMark& mark) {
  return mark.dts != AV_NOPTS_VALUE ? mark.dts : mark.pts;
}

// Adds the marked packets to FFmpeg's index, for containers without one of their own.
void tell_places(AVFormatContext& format, const std::map<int, SeekPoint>& points) {
  if ((format.iformat->flags & AVFMT_GENERIC_INDEX) == 0 || points.size() != 1) return;
  const auto& [stream, point] = *points.begin();
  AVStream* to = format.streams[stream];
  const std::int64_t start = clock_start(format, to->time_base);
  for (const PacketMark* mark : {&point.from, &point.safe}) {
    if (mark->byte < 0 || time_of(*mark) == AV_NOPTS_VALUE) continue;
    av_add_index_entry(to, mark->byte, time_of(*mark) + start, 0, 0, AVINDEX_KEYFRAME);
  }
}

class Finder {
 public:
  Finder(AVFormatContext& format, const std::map<int, SeekPoint>& points)
      : format_(format), points_(points) {}

  // Seeks to a position at or before this time in the container's index of this stream.
  bool go(int stream, double time_s) {
    const AVRational tick = format_.streams[stream]->time_base;
    const auto target = static_cast<std::int64_t>(std::floor(time_s / av_q2d(tick) + 1e-6));
    return av_seek_frame(&format_, stream, target + clock_start(format_, tick),
                         AVSEEK_FLAG_BACKWARD) >= 0;
  }

  std::optional<std::deque<Packet>> read() {
    found_.clear();
    std::deque<Packet> packets;
    while (found_.size() < 2 * points_.size()) {
      Packet packet(av_packet_alloc());
      if (packets.size() == kMostPackets || av_read_frame(&format_, packet.get()) < 0) return {};
      const int stream = packet->stream_index;
      if (stream < 0 || stream >= static_cast<int>(format_.nb_streams)) continue;
      packet->time_base = format_.streams[stream]->time_base;
      to_programme_clock(format_, *packet);
      if (points_.contains(stream) && !look_at(*packet)) return {};
      packets.push_back(std::move(packet));
    }
    return packets;
  }

 private:
  // False where the packet looked for has been passed.
  bool look_at(const AVPacket& packet) {
    const int stream = packet.stream_index;
    const SeekPoint& point = points_.at(stream);
    const bool has_first = found_.contains({stream, 0});
    const PacketMark& next = has_first ? point.safe : point.from;
    if (found_.contains({stream, 1})) return true;
    if (is_marked(packet, next)) {
      found_.insert({stream, has_first ? 1 : 0});
      return true;
    }
    return packet.dts == AV_NOPTS_VALUE || packet.dts <= time_of(next);
  }

  AVFormatContext& format_;
  const std::map<int, SeekPoint>& points_;
  std::set<std::pair<int, int>> found_;  // stream; 0: from, 1: safe
};

}  // namespace

void to_programme_clock(const AVFormatContext& format, AVPacket& packet) {
  const std::int64_t start = clock_start(format, packet.time_base);
  if (packet.pts != AV_NOPTS_VALUE) packet.pts -= start;
  if (packet.dts != AV_NOPTS_VALUE) packet.dts -= start;
}

std::optional<std::deque<Packet>> find_packets(AVFormatContext& format,
                                               const std::map<int, SeekPoint>& points,
                                               std::optional<Seconds> copied_from) {
  double time_s = std::numeric_limits<double>::infinity();
  for (const auto& [stream, point] : points) {
    if (time_of(point.from) == AV_NOPTS_VALUE) return {};
    time_s = std::min(time_s, static_cast<double>(time_of(point.from)) *
                                  av_q2d(format.streams[stream]->time_base));
  }
  if (copied_from) time_s = std::min(time_s, copied_from->value() - kApartSeconds);
  tell_places(format, points);
  // Containers with a picture index its key frames, so seek by the picture first.
  std::vector<int> ways;
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    const AVStream& stream = *format.streams[i];
    const bool moves = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0;
    if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && moves && ways.empty()) {
      ways.push_back(stream.index);
    }
  }
  ways.push_back(points.begin()->first);
  Finder finder(format, points);
  for (int stream : ways) {
    for (double ahead_s : kAheadSeconds) {
      if (!finder.go(stream, std::max(time_s - ahead_s, 0.0))) continue;
      if (auto packets = finder.read()) return packets;
    }
  }
  return {};
}

double key_frame_before(AVFormatContext& format, double seconds) {
  const int picture = av_find_best_stream(&format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (picture < 0) return seconds;
  const AVRational tick = format.streams[picture]->time_base;
  const auto target = static_cast<std::int64_t>(seconds / av_q2d(tick));
  if (av_seek_frame(&format, picture, target + clock_start(format, tick), AVSEEK_FLAG_BACKWARD) <
      0) {
    return 0.0;
  }
  Packet packet(av_packet_alloc());
  while (av_read_frame(&format, packet.get()) >= 0) {
    const bool found = packet->stream_index == picture && packet->pts != AV_NOPTS_VALUE;
    packet->time_base = tick;
    if (found) to_programme_clock(format, *packet);
    const double at = static_cast<double>(packet->pts) * av_q2d(tick);
    av_packet_unref(packet.get());
    if (found) return std::max(at, 0.0);
  }
  return 0.0;
}

}  // namespace otoscape::io::media
