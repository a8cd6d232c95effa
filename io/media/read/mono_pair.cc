// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/mono_pair.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

// A sound of which the other track has none for so long is given with silence there.
constexpr std::int64_t kMostAhead = 30 * 192000;

std::string tag(const AVStream& stream, const char* key) {
  const auto* entry = av_dict_get(stream.metadata, key, nullptr, 0);
  std::string text = entry == nullptr ? "" : entry->value;
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

enum class Side { unknown, left, right, other };

Side side_of(const AVStream& stream) {
  const AVChannelLayout& layout = stream.codecpar->ch_layout;
  if (layout.order == AV_CHANNEL_ORDER_NATIVE && layout.u.mask == AV_CH_FRONT_LEFT)
    return Side::left;
  if (layout.order == AV_CHANNEL_ORDER_NATIVE && layout.u.mask == AV_CH_FRONT_RIGHT)
    return Side::right;
  std::string title = tag(stream, "title");
  if (title.empty()) title = tag(stream, "name");
  for (const char* word : {"l", "left", "fl", "front left", "left channel"}) {
    if (title == word) return Side::left;
  }
  for (const char* word : {"r", "right", "fr", "front right", "right channel"}) {
    if (title == word) return Side::right;
  }
  return title.empty() ? Side::unknown : Side::other;
}

bool is_mono(const AVStream& stream) { return stream.codecpar->ch_layout.nb_channels == 1; }

// Of one kind and language, so that they may be channels of one sound.
bool alike(const AVStream& a, const AVStream& b) {
  const AVCodecParameters &p = *a.codecpar, &q = *b.codecpar;
  constexpr int kApart = AV_DISPOSITION_COMMENT | AV_DISPOSITION_DUB | AV_DISPOSITION_ORIGINAL |
                         AV_DISPOSITION_HEARING_IMPAIRED | AV_DISPOSITION_VISUAL_IMPAIRED;
  return p.codec_id == q.codec_id && p.sample_rate == q.sample_rate &&
         tag(a, "language") == tag(b, "language") &&
         ((a.disposition | b.disposition) & kApart) == 0;
}

bool is_pair(const AVFormatContext& format, const AVStream& a, const AVStream& b) {
  const Side left = side_of(a), right = side_of(b);
  if (left == Side::left && right == Side::right) return true;
  const std::string_view name(format.iformat->name);
  const bool camera = name.starts_with("mov,") || name.starts_with("mxf");
  const bool same_title = tag(a, "title") == tag(b, "title") && tag(a, "name") == tag(b, "name");
  return camera && left == right && left != Side::left && left != Side::right && same_title;
}

}  // namespace

void join_mono_pair(const AVFormatContext& format, MediaInfo& info) {
  const auto stream = [&](std::size_t place) -> const AVStream& {
    return *format.streams[info.tracks[place]];
  };
  if (info.tracks.size() < 2) return;
  for (std::size_t place = 0; place < info.tracks.size(); ++place) {
    if (!is_mono(stream(place)) || !alike(stream(0), stream(place))) return;
  }
  if (info.tracks.size() != 2 || !is_pair(format, stream(0), stream(1))) {
    const bool titled = tag(stream(0), "title") != tag(stream(1), "title");
    info.unjoined_mono = info.tracks.size() > 2 || !titled;
    return;
  }
  StreamInfo& left = info.streams[static_cast<std::size_t>(info.tracks[0])];
  left.channels = 2;
  left.layout = {Speaker::front_left, Speaker::front_right};
  left.right = info.tracks[1];
  info.streams[static_cast<std::size_t>(info.tracks[1])].is_joined = true;
  info.tracks.pop_back();
  info.best_track = 0;
}

Status PairJoiner::add(int side, SoundPiece piece, const Take& take) {
  Side& to = sides_[side];
  Side& other = sides_[1 - side];
  if (!to.begun) {
    to.begun = true;
    to.first = piece.first;
    if (!begun_) {
      begun_ = true;
      start_ = next_ = piece.first;
    } else if (piece.first < next_ && next_ == start_) {  // nothing was given yet
      other.samples.insert(other.samples.begin(), static_cast<std::size_t>(next_ - piece.first),
                           0.0f);
      start_ = next_ = piece.first;
    }
  }
  const std::int64_t late = piece.first - end(to);
  if (late > 0) to.samples.insert(to.samples.end(), static_cast<std::size_t>(late), 0.0f);
  const auto skip = static_cast<std::ptrdiff_t>(
      std::clamp<std::int64_t>(-late, 0, static_cast<std::int64_t>(piece.frames)));
  to.samples.insert(to.samples.end(), piece.samples[0].begin() + skip,
                    piece.samples[0].begin() + piece.frames);
  const std::int64_t both = std::min(end(to), end(other));
  return give(std::max(both, std::max(end(to), end(other)) - kMostAhead), take);
}

Status PairJoiner::finish(const Take& take) {
  return give(std::max(end(sides_[0]), end(sides_[1])), take);
}

Status PairJoiner::give(std::int64_t to, const Take& take) {
  constexpr std::int64_t kMostFrames = 4096;
  while (next_ < to) {
    const auto count = static_cast<int>(std::min(to - next_, kMostFrames));
    SoundPiece piece = silence(stream_, 2, count);
    piece.first = next_;
    for (std::size_t c = 0; c < 2; ++c) {
      std::deque<float>& from = sides_[c].samples;
      const auto there = std::min<std::ptrdiff_t>(count, std::ssize(from));
      std::copy_n(from.begin(), there, piece.samples[c].begin());
      from.erase(from.begin(), from.begin() + there);
    }
    next_ += count;
    if (auto status = take(std::move(piece)); !status) return status;
  }
  return ok();
}

}  // namespace otoscape::io::media
