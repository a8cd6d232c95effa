// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/joined_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr double kBackSeconds = 1.0, kPauseSeconds = 10.0;
// Back to the first time stamp, to this tolerance; links of Ogg begin at it exactly.
constexpr double kStartSeconds = 0.1;
// A stream that was silent for longer is not waited for at a jump.
constexpr double kAliveSeconds = 1.5, kLookSeconds = 1.0;
constexpr std::size_t kMostHeld = 2000;
constexpr std::size_t kMostNoted = 3;

std::optional<std::int64_t> stamp_of(const AVPacket& packet) {
  if (packet.dts != AV_NOPTS_VALUE) return packet.dts;
  if (packet.pts != AV_NOPTS_VALUE) return packet.pts;
  return std::nullopt;
}

}  // namespace

JoinedClock::JoinedClock(const AVFormatContext& format)
    : format_(format),
      runs_((format.iformat->flags & AVFMT_TS_DISCONT) != 0),
      is_ogg_(std::string_view(format.iformat->name) == "ogg") {
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    const AVStream& stream = *format.streams[i];
    const AVMediaType type = stream.codecpar->codec_type;
    const bool cover = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    Stream state;
    state.tick_s = av_q2d(stream.time_base);
    state.steady = type == AVMEDIA_TYPE_AUDIO || (type == AVMEDIA_TYPE_VIDEO && !cover);
    streams_.push_back(state);
  }
  moves_.emplace_back(streams_.size(), 0);
}

// Whether the stream's next packet with this time stamp lies behind a jump.
bool JoinedClock::steps(const Stream& stream, std::int64_t stamp) const {
  const double at_s = static_cast<double>(stamp) * stream.tick_s;
  if (any_ && stream.part == part_ && at_s > latest_s_ + kPauseSeconds) return true;
  if (!stream.last) return false;
  // A link may be one packet long, and need not begin at 0.
  if (stream.linked) {
    const double gap_s = static_cast<double>(stamp - *stream.end) * stream.tick_s;
    return stamp < *stream.end || gap_s > kStartSeconds;
  }
  if (stamp >= *stream.last) return false;
  const double back_s = static_cast<double>(*stream.last - stamp) * stream.tick_s;
  if (back_s > kBackSeconds) return true;
  return back_s >= kStartSeconds &&
         static_cast<double>(stamp - *stream.first) * stream.tick_s <= kStartSeconds;
}

int JoinedClock::next(const Read& read, Packet& packet) {
  if (ready_.empty()) {
    if (const int error = read(packet); error != 0) return error;
    const auto stamp = stamp_of(*packet);
    const auto index = static_cast<std::size_t>(packet->stream_index);
    if (!runs_ || index >= streams_.size() || !stamp) {
      if (runs_ && index < streams_.size()) move(*packet);
      return 0;
    }
    Stream& stream = streams_[index];
    if (stream.part < part_ &&
        (!stream.last || steps(stream, *stamp) || is_nearer_to_new(stream, *stamp))) {
      enter(stream, moves_.back()[index]);
    }
    if (!steps(stream, *stamp)) {
      advance(stream, *packet);
      move(*packet);
      return 0;
    }
    look_ahead(read, std::move(packet));
  }
  Held held = std::move(ready_.front());
  ready_.pop_front();
  packet = std::move(held.packet);
  if (held.is_first) given_ = part_;
  return 0;
}

bool JoinedClock::is_nearer_to_new(const Stream& stream, std::int64_t stamp) const {
  const double at_s = static_cast<double>(stamp) * stream.tick_s;
  const double last_s = static_cast<double>(stream.last.value_or(stamp)) * stream.tick_s;
  return std::abs(at_s - latest_s_) < std::abs(at_s - last_s);
}

// Into the newest part.
void JoinedClock::enter(Stream& stream, std::int64_t moved) {
  stream.part = part_;
  stream.moved = moved;
  stream.linked = false;
  stream.first = stream.last = stream.end = std::nullopt;
}

void JoinedClock::advance(Stream& stream, const AVPacket& packet) {
  const std::int64_t stamp = *stamp_of(packet);
  stream.linked = false;
  if (!stream.first) stream.first = stamp;
  stream.last = std::max(stamp, stream.last.value_or(stamp));
  const std::int64_t end = stamp + std::max<std::int64_t>(packet.duration, 0);
  stream.end = std::max(end, stream.end.value_or(end));
  const double end_s = static_cast<double>(end) * stream.tick_s;
  if (stream.part != part_) return;
  latest_s_ = any_ ? std::max(latest_s_, end_s) : end_s;
  any_ = true;
}

void JoinedClock::move(AVPacket& packet) {
  const std::int64_t by = streams_[static_cast<std::size_t>(packet.stream_index)].moved;
  if (packet.pts != AV_NOPTS_VALUE) packet.pts += by;
  if (packet.dts != AV_NOPTS_VALUE) packet.dts += by;
}

// Whether all streams that ran up to the jump have begun behind it.
bool JoinedClock::all_have_jumped(const std::map<int, std::int64_t>& firsts) const {
  for (int i = 0; i < std::ssize(streams_); ++i) {
    const Stream& stream = streams_[static_cast<std::size_t>(i)];
    if (!stream.steady || !stream.end || firsts.contains(i)) continue;
    if (static_cast<double>(*stream.end) * stream.tick_s > latest_s_ - kAliveSeconds) return false;
  }
  return true;
}

void JoinedClock::hold(Packet packet, std::map<int, std::int64_t>& firsts, std::deque<Held>& held) {
  const int index = packet->stream_index;
  const auto stamp = stamp_of(*packet);
  bool is_new = firsts.contains(index);
  if (!is_new && stamp && index < std::ssize(streams_)) {
    Stream& stream = streams_[static_cast<std::size_t>(index)];
    is_new = !stream.last || steps(stream, *stamp);
    if (is_new) {
      firsts[index] = *stamp;
    } else {
      advance(stream, *packet);
    }
  }
  held.push_back({std::move(packet), is_new, held.empty()});
}

// Reads until each running stream has begun behind the jump, and decides by how much all move.
void JoinedClock::look_ahead(const Read& read, Packet packet) {
  const int definer = packet->stream_index;
  const double tick_s = streams_[static_cast<std::size_t>(definer)].tick_s;
  std::map<int, std::int64_t> firsts;
  std::deque<Held> held;
  hold(std::move(packet), firsts, held);
  while (!all_have_jumped(firsts) && held.size() < kMostHeld) {
    Packet more;
    const int error = read(more);
    if (error == AVERROR(EAGAIN)) continue;
    if (error < 0) break;
    const auto stamp = stamp_of(*more);
    const bool far = more->stream_index == definer && stamp &&
                     static_cast<double>(*stamp - firsts.at(definer)) * tick_s > kLookSeconds;
    hold(std::move(more), firsts, held);
    if (far) break;
  }
  join(definer, firsts);
  for (Held& one : held) {
    const auto index = static_cast<std::size_t>(one.packet->stream_index);
    if (index < streams_.size()) {
      Stream& stream = streams_[index];
      if (one.is_new && stream.part < part_) {
        enter(stream, moves_.back()[index]);
      }
      if (one.is_new && stamp_of(*one.packet)) advance(stream, *one.packet);
      move(*one.packet);
    }
    ready_.push_back(std::move(one));
  }
}

// The smallest move with which no stream begins before its end in the part before.
void JoinedClock::join(int definer, const std::map<int, std::int64_t>& firsts) {
  const AVRational tick = format_.streams[definer]->time_base;
  std::int64_t by = std::numeric_limits<std::int64_t>::min();
  for (const auto& [index, first] : firsts) {
    const Stream& stream = streams_[static_cast<std::size_t>(index)];
    if (!stream.end || (!stream.steady && index != definer)) continue;
    by = std::max(by, av_rescale_q(*stream.end - first, format_.streams[index]->time_base, tick));
  }
  const Stream& like = streams_[static_cast<std::size_t>(definer)];
  // The definer may be a stream that begins here: then the newest packet of all is its end.
  if (by == std::numeric_limits<std::int64_t>::min()) {
    by = std::llround(latest_s_ / like.tick_s) - firsts.at(definer);
  }
  const int bits = format_.streams[definer]->pts_wrap_bits;
  const std::int64_t wrap = bits < 63 ? std::int64_t{1} << bits : 0;
  const bool wraps =
      wrap != 0 && static_cast<double>(std::abs(by - wrap)) * like.tick_s < kBackSeconds;
  if (wraps) by = wrap;
  std::vector<std::int64_t> moves = moves_.back();
  for (std::size_t i = 0; i < moves.size(); ++i) {
    moves[i] += av_rescale_q(by, tick, format_.streams[i]->time_base);
  }
  const std::int64_t moved = moves[static_cast<std::size_t>(definer)];
  jumps_.push_back({static_cast<double>(firsts.at(definer) + moved) * like.tick_s,
                    static_cast<double>(by) * like.tick_s, wraps});
  moves_.push_back(std::move(moves));
  ++part_;
  any_ = false;
}

std::vector<std::string> JoinedClock::notes() const {
  std::vector<std::string> notes;
  if (is_ogg_ && !jumps_.empty()) {
    return {fmt::format("the file is a chain of {} recordings; they follow each other",
                        jumps_.size() + 1)};
  }
  std::size_t more = 0;
  for (const Jump& jump : jumps_) {
    if (jump.is_wrap) continue;
    if (notes.size() == kMostNoted) {
      ++more;
      continue;
    }
    notes.push_back(
        fmt::format("the file's clock jumps {} by {:.2f} s at {:.2f} s, as where recordings are "
                    "joined; all streams were put on one clock",
                    jump.by_s > 0.0 ? "back" : "ahead", std::abs(jump.by_s), jump.at_s));
  }
  if (more > 0) notes.push_back(fmt::format("the file's clock jumps {} more times", more));
  return notes;
}

}  // namespace otoscape::io::media
