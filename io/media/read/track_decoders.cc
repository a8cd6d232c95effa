// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/track_decoders.h"

#include <algorithm>

#include "io/media/ffmpeg.h"
#include "io/media/read/decode_warnings.h"

namespace otoscape::io::media {

namespace {

constexpr const char* kEncrypted = "the sound is encrypted, and its key is not in the file";

bool is_encrypted(const AVPacket& packet) {
  return av_packet_get_side_data(&packet, AV_PKT_DATA_ENCRYPTION_INFO, nullptr) != nullptr;
}

// Reads to the stream's next packet; for an error's sentence.
bool is_encrypted_ahead(PacketSource& source, int stream) {
  constexpr int kPackets = 1000;
  Packet packet(av_packet_alloc());
  for (int i = 0; packet && i < kPackets && source.next(packet) == 0; ++i) {
    if (packet->stream_index == stream) return is_encrypted(*packet);
    av_packet_unref(packet.get());
  }
  return false;
}

// A pair has two channels, and each of its streams one. Mono that becomes stereo is stereo.
Status layout_known(const AVStream& stream, const StreamInfo& about,
                    const LayoutQuestion& question) {
  const AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO, &own = stream.codecpar->ch_layout;
  if (about.is_joined) return ok();
  return check_layout(about.channels == own.nb_channels ? own : stereo, question);
}

}  // namespace

Status TrackDecoders::open(PacketSource& source, int stream, const LayoutQuestion& question) {
  const MediaInfo& info = source.info();
  const StreamInfo& about = info.streams[static_cast<std::size_t>(stream)];
  // A track of a film, such as a commentary, may pause for long.
  const double film_s = info.is_film ? std::min(info.declared_length.value(), 4 * 3600.0) : 0.0;
  if (about.encrypted) return failed(kEncrypted);
  const bool joined = about.right >= 0 || about.is_joined;
  FrameConverter::Channels channels{joined ? 1 : std::min(about.channels, 2), {}, question.given};
  if (question.kept && about.channels > 2) channels.kept = about.layout;
  auto decoder = AudioDecoder::open(*source.format().streams[stream],
                                    {.channels = channels,
                                     .untimed = info.has_guessed_times,
                                     .frame_ticks = info.container == "ogg",
                                     .longest_gap = Seconds(std::max(600.0, film_s))});
  const Status known = layout_known(*source.format().streams[stream], about, question);
  if (!decoder || !known) {
    // Of encrypted sound FFmpeg decodes some number of channels.
    if (is_encrypted_ahead(source, stream)) return failed(kEncrypted);
    return decoder ? known : Status(decoder.error());
  }
  decoders_[stream] = *std::move(decoder);
  if (about.right < 0) return ok();
  pairs_.emplace(stream, PairJoiner(stream));
  left_of_[about.right] = stream;
  return open(source, about.right, question);
}

void TrackDecoders::clear() {
  decoders_.clear();
  pairs_.clear();
  left_of_.clear();
}

std::set<int> TrackDecoders::tracks() const {
  std::set<int> tracks;
  for (const auto& [stream, decoder] : decoders_) {
    if (!left_of_.contains(stream)) tracks.insert(stream);
  }
  return tracks;
}

Status TrackDecoders::hand_out(SoundPiece piece, const Take& take) {
  const auto right = left_of_.find(piece.stream);
  const int left = right != left_of_.end() ? right->second : piece.stream;
  const auto pair = pairs_.find(left);
  if (pair == pairs_.end()) return take(std::move(piece));
  const int side = piece.stream == left ? 0 : 1;
  return pair->second.add(side, std::move(piece), take);
}

Status TrackDecoders::decode(const AVPacket& packet, const Take& take) {
  const auto take_sound = [&](SoundPiece piece) { return hand_out(std::move(piece), take); };
  const int stream = packet.stream_index;
  if (is_encrypted(packet)) return failed(kEncrypted);
  AudioDecoder& decoder = *decoders_.at(stream);
  const auto point = coming_.find(stream);
  if (point == coming_.end()) return decoder.decode(&packet, take_sound);
  if (!warming_.contains(stream)) {
    if (!is_marked(packet, point->second.from)) return ok();
    warming_.insert(stream);
  }
  if (!is_marked(packet, point->second.safe)) {
    decoder.warm_up(packet);
    return ok();
  }
  const SeekPoint begin = point->second;
  coming_.erase(point);
  return decoder.resume(begin, packet, take_sound);
}

Status TrackDecoders::finish(const Take& take) {
  const auto take_sound = [&](SoundPiece piece) { return hand_out(std::move(piece), take); };
  for (const auto& [stream, decoder] : decoders_) {
    if (auto status = decoder->decode(nullptr, take_sound); !status) return status;
  }
  for (auto& [left, pair] : pairs_) {
    if (auto status = pair.finish(take); !status) return status;
  }
  for (const int track : tracks()) {
    if (auto status = take(SoundEnd{track}); !status) return status;
  }
  return ok();
}

bool TrackDecoders::begin_at(const std::map<int, SeekPoint>& points) {
  if (points.size() != decoders_.size()) return false;
  for (const auto& [stream, decoder] : decoders_) {
    if (!points.contains(stream)) return false;
  }
  coming_ = points;
  return true;
}

void TrackDecoders::jumped(bool only_sound) {
  for (auto& [stream, decoder] : decoders_) decoder->jumped(only_sound);
}

std::int64_t TrackDecoders::start_of(int track) const {
  const auto pair = pairs_.find(track);
  return pair != pairs_.end() ? pair->second.start() : decoders_.at(track)->start();
}

SeekIndex TrackDecoders::places_of(int track) const {
  return pairs_.contains(track) ? SeekIndex() : decoders_.at(track)->places();
}

int TrackDecoders::damaged_of_all() const {
  int damaged = 0;
  for (const auto& [stream, decoder] : decoders_) {
    if (decoder->report().frames > 0) return 0;
    damaged += decoder->report().damaged_packets;
  }
  return damaged;
}

std::vector<std::string> TrackDecoders::troubles(const MediaInfo& info, double reached_s,
                                                 bool early) const {
  std::vector<std::string> found;
  for (const auto& [stream, decoder] : decoders_) {
    const StreamInfo& about = info.streams[static_cast<std::size_t>(stream)];
    for (auto& warning :
         decode_warnings({about, decoder->start(), decoder->report()}, info, {reached_s, early})) {
      found.push_back(std::move(warning));
    }
    for (std::string& change : decoder->changes()) found.push_back(std::move(change));
  }
  return found;
}

}  // namespace otoscape::io::media
