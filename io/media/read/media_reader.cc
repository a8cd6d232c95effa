// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/media_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <limits>
#include <map>

#include "io/media/ffmpeg.h"
#include "io/media/media_info.h"
#include "io/media/read/decode_warnings.h"
#include "io/media/read/open_input.h"
#include "io/media/read/packet_finder.h"

namespace otoscape::io::media {

struct MediaReader::Impl {
  Status open_file();
  Status choose(const std::set<int>& decoded, bool others);
  int next(Packet& packet);
  Status finish(const Take& take);
  Status decode(const AVPacket& packet, const Take& take);
  void note_time(int stream, double seconds);

  std::string path, name;
  Input format;
  MediaInfo info;
  std::map<int, std::unique_ptr<AudioDecoder>> decoders;
  bool copy_others = true;
  bool ended = false, ended_early = false;
  double end_after_seconds = std::numeric_limits<double>::infinity();
  std::set<int> not_yet_there;  // streams that end_after still waits for
  int read_error = 0;
  std::atomic<double> read_to_seconds = 0.0;  // latest time stamp seen

  bool sought = false;
  std::deque<Packet> found;                            // read while seeking, or ahead
  int ahead_error = 0;                                 // that ended the reading ahead
  std::map<int, SeekPoint> coming;                     // where decoding still has to begin
  std::set<int> warming;                               // streams of them whose decoder warms up
  std::vector<std::pair<double, double>> other_spans;  // of neither sound nor picture
};

MediaReader::MediaReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MediaReader::~MediaReader() = default;

const MediaInfo& MediaReader::info() const { return impl_->info; }
const AVFormatContext& MediaReader::context() const { return *impl_->format; }

Result<std::unique_ptr<MediaReader>> MediaReader::open(const std::string& path) {
  av_log_set_level(AV_LOG_QUIET);
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->name = input_name(path);
  if (auto status = impl->open_file(); !status) return status.error();
  return std::unique_ptr<MediaReader>(new MediaReader(std::move(impl)));
}

Status MediaReader::Impl::open_file() {
  auto input = open_input(path);
  if (!input) return input.error();
  format = std::move(*input);
  info = describe(*format);
  return ok();
}

Status MediaReader::choose(const std::set<int>& decoded, bool copy_others) {
  return impl_->choose(decoded, copy_others);
}

Status MediaReader::Impl::choose(const std::set<int>& decoded, bool others) {
  copy_others = others;
  decoders.clear();
  for (unsigned i = 0; i < format->nb_streams; ++i) {
    AVStream& stream = *format->streams[i];
    const StreamInfo::Kind kind = info.streams[i].kind;
    const bool is_large = kind == StreamInfo::Kind::sound || kind == StreamInfo::Kind::picture;
    const bool decode = decoded.contains(stream.index);
    if (!decode && !copy_others && is_large) stream.discard = AVDISCARD_ALL;
    if (!decode) continue;
    auto decoder = AudioDecoder::open(stream);
    if (!decoder) return failed(fmt::format("{}: {}", name, decoder.error().sentence));
    decoders[stream.index] = std::move(*decoder);
  }
  return ok();
}

Result<bool> MediaReader::seek(const std::map<int, SeekPoint>& points,
                               std::optional<Seconds> copied_from) {
  Impl& p = *impl_;
  const bool all = std::ranges::all_of(
      p.decoders, [&](const auto& decoder) { return points.contains(decoder.first); });
  if (!all || points.size() != p.decoders.size() || p.path == "-") return false;
  if (auto found = find_packets(*p.format, points, copied_from)) {
    p.found = std::move(*found);
    p.ahead_error = 0;
    p.coming = points;
    p.sought = true;
    return true;
  }
  // The reading place is unknown now: open the file again.
  p.found.clear();
  p.ahead_error = 0;
  std::set<int> decoded;
  for (const auto& [stream, decoder] : p.decoders) decoded.insert(stream);
  p.decoders.clear();
  if (auto status = p.open_file(); !status) return status.error();
  if (auto status = p.choose(decoded, p.copy_others); !status) return status.error();
  return false;
}

// On the programme's clock; FFmpeg's error or 0.
int MediaReader::Impl::next(Packet& packet) {
  if (!found.empty()) {
    packet = std::move(found.front());
    found.pop_front();
    return 0;
  }
  if (ahead_error < 0) return ahead_error;
  packet.reset(av_packet_alloc());
  const int error = ended_early ? AVERROR_EOF : av_read_frame(format.get(), packet.get());
  if (error < 0) return error;
  const int stream = packet->stream_index;
  if (stream < 0 || stream >= static_cast<int>(info.streams.size())) return AVERROR(EAGAIN);
  packet->time_base = format->streams[stream]->time_base;
  to_programme_clock(*format, *packet);
  return 0;
}

const std::deque<Packet>& MediaReader::look_ahead() {
  constexpr int kEach = 4;
  constexpr std::size_t kMostPackets = 500;
  constexpr std::int64_t kMostBytes = 16'000'000;
  Impl& p = *impl_;
  std::map<int, int> missing;  // packets by stream
  for (int i = 0; i < static_cast<int>(p.info.streams.size()); ++i) {
    const StreamInfo& stream = p.info.streams[static_cast<std::size_t>(i)];
    if (stream.kind == StreamInfo::Kind::sound) missing[i] = kEach;
    if (stream.kind == StreamInfo::Kind::picture) missing[i] = stream.cover_art ? 1 : kEach;
  }
  std::deque<Packet> ahead;
  std::int64_t bytes = 0;
  while (!missing.empty() && ahead.size() < kMostPackets && bytes < kMostBytes) {
    Packet packet;
    const int error = p.next(packet);
    if (error == AVERROR(EAGAIN)) continue;
    if (error < 0) {
      p.ahead_error = error;
      break;
    }
    const auto stream = missing.find(packet->stream_index);
    if (stream != missing.end() && --stream->second == 0) missing.erase(stream);
    bytes += packet->size;
    ahead.push_back(std::move(packet));
  }
  p.found = std::move(ahead);
  return p.found;
}

Status MediaReader::read_to_end(const Take& take) {
  while (true) {
    const auto more = read(take);
    if (!more) return more.error();
    if (!*more) return ok();
  }
}

Result<bool> MediaReader::read(const Take& take) {
  Impl& p = *impl_;
  if (p.ended) return false;
  Packet packet;
  const int error = p.next(packet);
  if (error == AVERROR(EAGAIN)) return true;
  if (error < 0) {
    p.ended = true;
    p.read_error = error == AVERROR_EOF && p.format->pb != nullptr ? p.format->pb->error : error;
    if (auto status = p.finish(take); !status) return status.error();
    return false;
  }
  const int index = packet->stream_index;
  if (packet->dts != AV_NOPTS_VALUE) {
    p.note_time(index, static_cast<double>(packet->dts) * av_q2d(packet->time_base));
  }
  if (p.decoders.contains(index)) {
    if (auto status = p.decode(*packet, take); !status) {
      return failed(fmt::format("{}: {}", p.name, status.error().sentence));
    }
  } else if (const auto kind = p.info.streams[static_cast<std::size_t>(index)].kind;
             kind != StreamInfo::Kind::sound && kind != StreamInfo::Kind::picture) {
    p.other_spans.push_back(time_span(*packet));
  }
  if (p.copy_others) {
    if (auto status = take(CopiedPiece{index, std::move(packet)}); !status) return status.error();
  }
  return true;
}

Status MediaReader::Impl::finish(const Take& take) {
  const auto take_sound = [&](SoundPiece piece) { return take(std::move(piece)); };
  for (const auto& [stream, decoder] : decoders) {
    if (auto status = decoder->decode(nullptr, take_sound); !status) return status;
    if (auto status = take(SoundEnd{stream}); !status) return status;
  }
  return ok();
}

Status MediaReader::Impl::decode(const AVPacket& packet, const Take& take) {
  const auto take_sound = [&](SoundPiece piece) { return take(std::move(piece)); };
  const int stream = packet.stream_index;
  AudioDecoder& decoder = *decoders.at(stream);
  const auto point = coming.find(stream);
  if (point == coming.end()) return decoder.decode(&packet, take_sound);
  if (!warming.contains(stream)) {
    if (!is_marked(packet, point->second.from)) return ok();
    warming.insert(stream);
  }
  if (!is_marked(packet, point->second.safe)) {
    decoder.warm_up(packet);
    return ok();
  }
  const SeekPoint begin = point->second;
  coming.erase(point);
  return decoder.resume(begin, packet, take_sound);
}

std::int64_t MediaReader::start_of(int stream) const { return impl_->decoders.at(stream)->start(); }

std::optional<SeekIndex> MediaReader::index_of(int stream) const {
  const Impl& p = *impl_;
  const bool well = p.read_error == 0 || p.read_error == AVERROR_EOF;
  if (!p.ended || p.ended_early || p.sought || !well) return std::nullopt;
  SeekIndex index = p.decoders.at(stream)->places();
  for (const auto& [from, to] : p.other_spans) index.add_other(from, to);
  return index;
}

const DecodeReport& MediaReader::report_of(int stream) const {
  return impl_->decoders.at(stream)->report();
}

double MediaReader::key_frame_before(double seconds) {
  return media::key_frame_before(*impl_->format, seconds);
}

void MediaReader::end_after(Seconds time) {
  impl_->end_after_seconds = time.value();
  for (int i = 0; i < static_cast<int>(impl_->info.streams.size()); ++i) {
    const StreamInfo& stream = impl_->info.streams[static_cast<std::size_t>(i)];
    const bool steady = stream.kind == StreamInfo::Kind::sound ||
                        (stream.kind == StreamInfo::Kind::picture && !stream.cover_art);
    if (impl_->decoders.contains(i) || (impl_->copy_others && steady)) {
      impl_->not_yet_there.insert(i);
    }
  }
}

// Decided from the file's packets alone, so that every run ends at the same one.
void MediaReader::Impl::note_time(int stream, double seconds) {
  constexpr double kPatienceSeconds = 10.0;
  if (seconds > read_to_seconds) read_to_seconds = seconds;
  if (seconds <= end_after_seconds) return;
  not_yet_there.erase(stream);
  if (not_yet_there.empty() || seconds > end_after_seconds + kPatienceSeconds) ended_early = true;
}

double MediaReader::progress() const {
  const double length = impl_->info.declared_length.value();
  return length > 0.0 ? std::clamp(impl_->read_to_seconds / length, 0.0, 1.0) : -1.0;
}

std::vector<std::string> MediaReader::troubles() const {
  std::vector<std::string> found;
  if (impl_->read_error < 0 && impl_->read_error != AVERROR_EOF) {
    found.push_back(fmt::format("reading stopped early: {}", words(impl_->read_error)));
  }
  const ReadExtent read{impl_->read_to_seconds, impl_->ended_early};
  for (const auto& [stream, decoder] : impl_->decoders) {
    const StreamInfo& about = impl_->info.streams[static_cast<std::size_t>(stream)];
    for (auto& warning :
         decode_warnings({about, decoder->start(), decoder->report()}, impl_->info, read)) {
      found.push_back(std::move(warning));
    }
  }
  return found;
}

}  // namespace otoscape::io::media
