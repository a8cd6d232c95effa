// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/packet_source.h"

#include <algorithm>
#include <string_view>

#include "io/input_path.h"
#include "io/media/ffmpeg.h"
#include "io/media/media_info.h"
#include "io/media/read/channel_scan.h"
#include "io/media/read/packet_finder.h"
#include "io/media/read/wav_length.h"

namespace otoscape::io::media {
namespace {

// Headers of a later link of Ogg come as packets, with time stamps of no meaning.
enum class LinkHeader { none, decoder, nobody };  // who needs it

LinkHeader link_header(AVCodecID codec, const AVPacket& packet) {
  const std::string_view text(reinterpret_cast<const char*>(packet.data),
                              static_cast<std::size_t>(std::max(packet.size, 0)));
  if (codec == AV_CODEC_ID_VORBIS && text.size() > 7 && text.substr(1, 6) == "vorbis")
    return LinkHeader::decoder;
  const bool opus = codec == AV_CODEC_ID_OPUS;
  if (opus && (text.starts_with("OpusHead") || text.starts_with("OpusTags")))
    return LinkHeader::nobody;
  // A frame of FLAC begins with 14 ones and a zero.
  if (codec == AV_CODEC_ID_FLAC && !text.starts_with("\xff\xf8") && !text.starts_with("\xff\xf9"))
    return LinkHeader::nobody;
  return LinkHeader::none;
}

}  // namespace

PacketSource::PacketSource(const std::string& path, Input format)
    : path_(path),
      again_(can_be_read_twice(path)),
      format_(std::move(format)),
      info_(describe(*format_)),
      is_ogg_(info_.container == "ogg"),
      clock_(std::in_place, *format_) {
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    ticks_.push_back(format_->streams[i]->time_base);
  }
}

Result<std::unique_ptr<PacketSource>> PacketSource::open(const std::string& path) {
  const auto length = can_be_read_twice(path) ? true_wav_length(path) : std::nullopt;
  auto input = open_input(path, length ? "ignore_length" : nullptr);
  if (!input) return input.error();
  std::unique_ptr<PacketSource> source(new PacketSource(path, *std::move(input)));
  if (length) {
    source->end_byte_ = static_cast<std::int64_t>(length->end);
    source->info_.notes.push_back(length->note);
    source->info_.declared_length = Seconds(length->seconds);
    for (StreamInfo& stream : source->info_.streams) stream.declared_length = Seconds(0);
  }
  if (source->again_) source->look_for_stated_length();
  if (source->again_) find_later_channels(path, *source->format_, source->info_);
  return source;
}

// FFmpeg gives the length of what is there; what the header says shows whether that is all.
void PacketSource::look_for_stated_length() {
  double stated_s = 0.0;
  if (info_.container == "wav" || info_.container == "w64") stated_s = stated_wav_seconds(path_);
  if (info_.container == "caf" && format_->nb_streams == 1) {
    const AVStream& stream = *format_->streams[0];
    stated_s = static_cast<double>(stream.nb_frames) / std::max(stream.codecpar->sample_rate, 1);
  }
  if (stated_s <= info_.declared_length.value()) return;
  info_.declared_length = Seconds(stated_s);
  info_.length_is_a_guess = false;
}

int PacketSource::next(Packet& packet) {
  if (!ahead_.empty()) {
    packet = std::move(ahead_.front());
    ahead_.pop_front();
    return 0;
  }
  if (ahead_error_ < 0) return ahead_error_;
  return clock_->next([this](Packet& to) { return read(to); }, packet);
}

const std::deque<Packet>& PacketSource::look_ahead() {
  constexpr int kEach = 4;
  constexpr std::size_t kMostPackets = 500;
  constexpr std::int64_t kMostBytes = 16'000'000;
  std::map<int, int> missing;  // packets by stream
  for (std::size_t i = 0; i < info_.streams.size(); ++i) {
    const StreamInfo& stream = info_.streams[i];
    const bool picture = stream.kind == StreamInfo::Kind::picture;
    if (!picture && stream.kind != StreamInfo::Kind::sound) continue;
    missing[static_cast<int>(i)] = stream.cover_art ? 1 : kEach;
  }
  std::deque<Packet> ahead;
  std::int64_t bytes = 0;
  while (!missing.empty() && ahead.size() < kMostPackets && bytes < kMostBytes) {
    Packet packet;
    const int error = next(packet);
    if (error == AVERROR(EAGAIN)) continue;
    if (error < 0) {
      ahead_error_ = error;
      break;
    }
    const auto stream = missing.find(packet->stream_index);
    if (stream != missing.end() && --stream->second == 0) missing.erase(stream);
    bytes += packet->size;
    ahead.push_back(std::move(packet));
  }
  ahead_ = std::move(ahead);
  return ahead_;
}

int PacketSource::read(Packet& packet) {
  if (!found_.empty()) {
    packet = std::move(found_.front());
    found_.pop_front();
    return 0;
  }
  packet.reset(av_packet_alloc());
  if (const int error = av_read_frame(format_.get(), packet.get()); error < 0) return error;
  const auto stream = static_cast<std::size_t>(packet->stream_index);
  if (stream >= info_.streams.size()) return AVERROR(EAGAIN);
  if (end_byte_ && packet->pos >= *end_byte_) return AVERROR_EOF;
  if (end_byte_ && packet->pos >= 0 && packet->pos + packet->size > *end_byte_) {
    av_shrink_packet(packet.get(), static_cast<int>(*end_byte_ - packet->pos));
  }
  const AVRational now = format_->streams[stream]->time_base;
  if (av_cmp_q(now, ticks_[stream]) != 0) av_packet_rescale_ts(packet.get(), now, ticks_[stream]);
  packet->time_base = ticks_[stream];
  const LinkHeader header = is_ogg_
                                ? link_header(format_->streams[stream]->codecpar->codec_id, *packet)
                                : LinkHeader::none;
  if (header != LinkHeader::none) clock_->begin_link(packet->stream_index);
  if (header == LinkHeader::nobody) return AVERROR(EAGAIN);
  if (header == LinkHeader::decoder) packet->pts = packet->dts = AV_NOPTS_VALUE;
  to_programme_clock(*format_, *packet);
  return 0;
}

std::string PacketSource::why_nothing() const {
  const bool is_mp4 = info_.container.starts_with("mov,");
  return is_mp4 && !again_ ? "this needs a file: its index is at the end" : "";
}

bool PacketSource::seek(const std::map<int, SeekPoint>& points,
                        std::optional<Seconds> copied_from) {
  if (!again_) return false;
  ahead_.clear();
  ahead_error_ = 0;
  clock_.emplace(*format_);
  auto found = find_packets(*format_, points, copied_from);
  if (found) found_ = std::move(*found);
  return found.has_value();
}

}  // namespace otoscape::io::media
