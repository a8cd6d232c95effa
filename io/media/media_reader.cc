// SPDX-License-Identifier: Apache-2.0
#include "io/media/media_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <deque>
#include <limits>
#include <map>

#include "io/media/ffmpeg.h"
#include "io/media/media_info.h"
#include "io/media/packet_finder.h"

namespace otoscape::io::media {

void FreePacket::operator()(AVPacket* packet) const { av_packet_free(&packet); }

std::pair<double, double> time_span(const CopiedPiece& piece) { return time_span(*piece.packet); }

std::pair<double, double> time_span(const AVPacket& p) {
  constexpr double kAlways = std::numeric_limits<double>::infinity();
  if (p.pts == AV_NOPTS_VALUE) return {-kAlways, kAlways};
  const double tick = av_q2d(p.time_base);
  const std::int64_t decoded = p.dts == AV_NOPTS_VALUE ? p.pts : p.dts;
  return {static_cast<double>(decoded) * tick, static_cast<double>(p.pts + p.duration) * tick};
}

struct MediaReader::Impl {
  Status open_file();
  Status choose(const std::set<int>& decoded, bool others);
  int next(Packet& packet);
  Status finish(const Take& take);
  Status decode(const AVPacket& packet, const Take& take);
  void note_time(int stream, double seconds);
  double promised(const StreamInfo& stream, double end) const;
  void add_troubles(int stream, std::vector<std::string>& found) const;

  std::string path, name;
  Ffmpeg<AVFormatContext> format;
  MediaInfo info;
  std::map<int, std::unique_ptr<AudioDecoder>> decoders;
  bool copy_others = true;
  bool ended = false, ended_early = false;
  double end_after_seconds = std::numeric_limits<double>::infinity();
  std::set<int> not_yet_there;  // streams that end_after still waits for
  int read_error = 0;
  std::atomic<double> read_to_seconds = 0.0;  // latest time stamp seen

  bool sought = false;
  std::deque<Packet> found;                            // read while seeking
  std::map<int, SeekPoint> coming;                     // where decoding still has to begin
  std::set<int> warming;                               // streams of them whose decoder warms up
  std::vector<std::pair<double, double>> other_spans;  // of neither sound nor picture
};

namespace {

constexpr double kMissingSeconds = 0.5;  // shorter than declared by more: the file is cut off

// FFmpeg's words for what happens most are its own; these are a user's.
std::string why_unreadable(int error) {
  if (error == AVERROR(ENOENT)) return "no such file";
  if (error == AVERROR(EACCES)) return "no permission to read it";
  if (error == AVERROR(EISDIR)) return "this is a folder";
  if (error == AVERROR_INVALIDDATA || error == AVERROR_EOF) {
    return "not a film or sound file that FFmpeg can read, or cut off before its index";
  }
  return words(error);
}

}  // namespace

MediaReader::MediaReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MediaReader::~MediaReader() = default;

const MediaInfo& MediaReader::info() const { return impl_->info; }
const AVFormatContext& MediaReader::context() const { return *impl_->format; }

Result<std::unique_ptr<MediaReader>> MediaReader::open(const std::string& path) {
  av_log_set_level(AV_LOG_QUIET);
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->name = path == "-" ? "standard input" : path;
  if (auto status = impl->open_file(); !status) return status.error();
  return std::unique_ptr<MediaReader>(new MediaReader(std::move(impl)));
}

Status MediaReader::Impl::open_file() {
  std::error_code none;
  if (path != "-" && std::filesystem::is_directory(path, none)) {
    return failed(fmt::format("{}: this is a folder", path));
  }
  AVFormatContext* context = nullptr;
  // "file:" keeps names such as "http:song.wav" names of files: nothing is fetched.
  const std::string address = path == "-" ? "pipe:0" : "file:" + path;
  if (const int error = avformat_open_input(&context, address.c_str(), nullptr, nullptr);
      error < 0) {
    return failed(fmt::format("{}: {}", name, why_unreadable(error)));
  }
  format.reset(context);
  // MPEG programme streams and AVI leave out time stamps that other containers need.
  context->flags |= AVFMT_FLAG_GENPTS;
  if (const int error = avformat_find_stream_info(context, nullptr); error < 0) {
    return failed(fmt::format("{}: {}", name, why_unreadable(error)));
  }
  info = describe(*context);
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
    p.coming = points;
    p.sought = true;
    return true;
  }
  // Where it reads now is anybody's guess: begin again.
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
  packet.reset(av_packet_alloc());
  const int error = ended_early ? AVERROR_EOF : av_read_frame(format.get(), packet.get());
  if (error < 0) return error;
  const int stream = packet->stream_index;
  if (stream < 0 || stream >= static_cast<int>(info.streams.size())) return AVERROR(EAGAIN);
  packet->time_base = format->streams[stream]->time_base;
  to_programme_clock(*format, *packet);
  return 0;
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
  AVFormatContext* format = impl_->format.get();
  const int picture = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (picture < 0) return seconds;
  const AVRational tick = format->streams[picture]->time_base;
  auto target = static_cast<std::int64_t>(seconds / av_q2d(tick));
  if ((format->iformat->flags & AVFMT_TS_DISCONT) != 0 && format->start_time != AV_NOPTS_VALUE) {
    target += av_rescale_q(format->start_time, AV_TIME_BASE_Q, tick);
  }
  if (av_seek_frame(format, picture, target, AVSEEK_FLAG_BACKWARD) < 0) return 0.0;
  Packet packet(av_packet_alloc());
  while (av_read_frame(format, packet.get()) >= 0) {
    const bool found = packet->stream_index == picture && packet->pts != AV_NOPTS_VALUE;
    packet->time_base = tick;
    if (found) to_programme_clock(*format, *packet);
    const double at = static_cast<double>(packet->pts) * av_q2d(tick);
    av_packet_unref(packet.get());
    if (found) return std::max(at, 0.0);
  }
  return 0.0;
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

// Seconds the file promises of this stream's sound: its own length, or the file's. A film's picture
// may be the longer part, so a film's length counts only where all its streams end early.
double MediaReader::Impl::promised(const StreamInfo& stream, double end) const {
  if (ended_early || info.length_is_a_guess) return 0.0;
  if (stream.declared_length.value() > end + kMissingSeconds || !info.is_film) {
    return std::max(stream.declared_length.value(),
                    info.is_film ? 0.0 : info.declared_length.value());
  }
  const double reached = std::max(end, read_to_seconds.load());
  return info.declared_length.value() > reached + kMissingSeconds ? info.declared_length.value()
                                                                  : 0.0;
}

void MediaReader::Impl::add_troubles(int stream, std::vector<std::string>& troubles) const {
  const StreamInfo& about = info.streams[static_cast<std::size_t>(stream)];
  const AudioDecoder& decoder = *decoders.at(stream);
  const DecodeReport& report = decoder.report();
  const auto seconds = [&](std::int64_t frames) {
    return static_cast<double>(frames) / about.rate.value();
  };
  const double end = seconds(decoder.start() + report.frames);
  if (const double said = promised(about, end); said > end + kMissingSeconds) {
    troubles.push_back(
        fmt::format("the file is cut off: it says {:.1f} s, its sound ends at {:.1f} s; what is "
                    "there was rendered",
                    said, end));
  }
  if (report.damaged_packets > 0) {
    troubles.push_back(
        fmt::format("damaged packets of sound passed over: {}", report.damaged_packets));
  }
  if (report.filled_frames > 0) {
    troubles.push_back(fmt::format("{:.3f} s of gaps in the sound were filled with silence",
                                   seconds(report.filled_frames)));
  }
  if (report.dropped_frames > 0) {
    troubles.push_back(
        fmt::format("{:.3f} s of sound overlapped what came before and were left out",
                    seconds(report.dropped_frames)));
  }
}

std::vector<std::string> MediaReader::troubles() const {
  std::vector<std::string> found;
  if (impl_->read_error < 0 && impl_->read_error != AVERROR_EOF) {
    found.push_back(fmt::format("reading stopped early: {}", words(impl_->read_error)));
  }
  for (const auto& [stream, decoder] : impl_->decoders) impl_->add_troubles(stream, found);
  return found;
}

}  // namespace otoscape::io::media
