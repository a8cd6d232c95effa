// SPDX-License-Identifier: Apache-2.0
#include "io/media_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <limits>
#include <map>

#include "io/ffmpeg.h"

namespace otoscape::io {

void FreePacket::operator()(AVPacket* packet) const { av_packet_free(&packet); }

std::pair<double, double> time_span(const CopiedPiece& piece) {
  constexpr double kEver = std::numeric_limits<double>::infinity();
  const AVPacket& p = *piece.packet;
  if (p.pts == AV_NOPTS_VALUE) return {-kEver, kEver};
  const double tick = av_q2d(p.time_base);
  const std::int64_t decoded = p.dts == AV_NOPTS_VALUE ? p.pts : p.dts;
  return {static_cast<double>(decoded) * tick, static_cast<double>(p.pts + p.duration) * tick};
}

struct MediaReader::Impl {
  void to_zero(AVPacket& packet) const;
  void note_time(int stream, double seconds);
  double promised(const StreamInfo& stream, double end) const;
  void add_troubles(int stream, std::vector<std::string>& found) const;

  std::string path;
  Ffmpeg<AVFormatContext> format;
  MediaInfo info;
  std::map<int, std::unique_ptr<AudioDecoder>> decoders;
  bool copy_others = true;
  bool ended = false, ended_early = false;
  double end_after_seconds = std::numeric_limits<double>::infinity();
  std::set<int> not_yet_there;  // streams that end_after still waits for
  int read_error = 0;
  std::atomic<double> read_to_seconds = 0.0;  // latest time stamp seen
};

// Broadcast streams carry a running clock; their programme begins where the file does.
void MediaReader::Impl::to_zero(AVPacket& packet) const {
  if ((format->iformat->flags & AVFMT_TS_DISCONT) == 0 || format->start_time == AV_NOPTS_VALUE) {
    return;
  }
  const std::int64_t start = av_rescale_q(format->start_time, AV_TIME_BASE_Q, packet.time_base);
  if (packet.pts != AV_NOPTS_VALUE) packet.pts -= start;
  if (packet.dts != AV_NOPTS_VALUE) packet.dts -= start;
}

namespace {

constexpr double kMissingSeconds = 0.5;  // shorter than declared by more: the file is cut off

StreamInfo::Kind kind_of(const AVCodecParameters& par) {
  switch (par.codec_type) {
    case AVMEDIA_TYPE_AUDIO:
      return StreamInfo::Kind::sound;
    case AVMEDIA_TYPE_VIDEO:
      return StreamInfo::Kind::picture;
    case AVMEDIA_TYPE_SUBTITLE:
      return StreamInfo::Kind::subtitle;
    case AVMEDIA_TYPE_ATTACHMENT:
      return StreamInfo::Kind::attachment;
    default:
      return StreamInfo::Kind::data;
  }
}

bool is_floating(AVCodecID id) {
  switch (id) {
    case AV_CODEC_ID_PCM_F32LE:
    case AV_CODEC_ID_PCM_F32BE:
    case AV_CODEC_ID_PCM_F64LE:
    case AV_CODEC_ID_PCM_F64BE:
    case AV_CODEC_ID_PCM_F16LE:
    case AV_CODEC_ID_PCM_F24LE:
      return true;
    default:
      return false;
  }
}

bool is_lossy(AVCodecID id) {
  const AVCodecDescriptor* about = avcodec_descriptor_get(id);
  return about != nullptr && (about->props & AV_CODEC_PROP_LOSSLESS) == 0;
}

StreamInfo describe(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  StreamInfo info;
  info.kind = kind_of(par);
  info.codec = avcodec_get_name(par.codec_id);
  info.cover_art = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  if (const auto* tag = av_dict_get(stream.metadata, "language", nullptr, 0))
    info.language = tag->value;
  if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0) {
    info.declared_length = Seconds(static_cast<double>(stream.duration) * av_q2d(stream.time_base));
  }
  if (info.kind == StreamInfo::Kind::sound) {
    info.rate = Hertz(par.sample_rate);
    info.channels = par.ch_layout.nb_channels;
    info.floating = is_floating(par.codec_id);
    info.lossy = is_lossy(par.codec_id);
    info.bits = par.bits_per_raw_sample != 0 ? par.bits_per_raw_sample : par.bits_per_coded_sample;
  }
  return info;
}

MediaInfo describe(AVFormatContext& format) {
  MediaInfo info;
  info.container = format.iformat->name;
  if (format.duration > 0) {
    info.declared_length = Seconds(static_cast<double>(format.duration) / AV_TIME_BASE);
  }
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    info.streams.push_back(describe(*format.streams[i]));
    const StreamInfo& stream = info.streams.back();
    if (stream.kind == StreamInfo::Kind::sound) info.tracks.push_back(static_cast<int>(i));
    if (stream.kind == StreamInfo::Kind::picture && !stream.cover_art) info.is_film = true;
  }
  for (int place = 0; place < static_cast<int>(info.tracks.size()); ++place) {
    const int stream = info.tracks[static_cast<std::size_t>(place)];
    const bool is_default = (format.streams[stream]->disposition & AV_DISPOSITION_DEFAULT) != 0;
    if (info.best_track < 0 || is_default) info.best_track = place;
    if (is_default) break;
  }
  info.length_is_a_guess = format.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
  return info;
}

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
  impl->path = path == "-" ? "standard input" : path;
  std::error_code none;
  if (path != "-" && std::filesystem::is_directory(path, none)) {
    return failed(fmt::format("{}: this is a folder", path));
  }
  AVFormatContext* context = nullptr;
  // "file:" keeps names such as "http:song.wav" names of files: nothing is fetched.
  const std::string address = path == "-" ? "pipe:0" : "file:" + path;
  if (const int error = avformat_open_input(&context, address.c_str(), nullptr, nullptr);
      error < 0) {
    return failed(fmt::format("{}: {}", impl->path, why_unreadable(error)));
  }
  impl->format.reset(context);
  // MPEG programme streams and AVI leave out time stamps that other containers need.
  context->flags |= AVFMT_FLAG_GENPTS;
  if (const int error = avformat_find_stream_info(context, nullptr); error < 0) {
    return failed(fmt::format("{}: {}", impl->path, why_unreadable(error)));
  }
  impl->info = describe(*context);
  return std::unique_ptr<MediaReader>(new MediaReader(std::move(impl)));
}

Status MediaReader::choose(const std::set<int>& decoded, bool copy_others) {
  impl_->copy_others = copy_others;
  for (unsigned i = 0; i < impl_->format->nb_streams; ++i) {
    AVStream& stream = *impl_->format->streams[i];
    const bool decode = decoded.contains(stream.index);
    if (!decode && !copy_others) stream.discard = AVDISCARD_ALL;
    if (!decode) continue;
    auto decoder = AudioDecoder::open(stream);
    if (!decoder) return failed(fmt::format("{}: {}", impl_->path, decoder.error().sentence));
    impl_->decoders[stream.index] = std::move(*decoder);
  }
  return ok();
}

Result<bool> MediaReader::read(const Take& take) {
  const auto take_sound = [&](SoundPiece piece) { return take(std::move(piece)); };
  if (impl_->ended) return false;
  Packet packet(av_packet_alloc());
  const int error =
      impl_->ended_early ? AVERROR_EOF : av_read_frame(impl_->format.get(), packet.get());
  if (error == AVERROR(EAGAIN)) return true;
  if (error < 0) {
    impl_->ended = true;
    impl_->read_error =
        error == AVERROR_EOF && impl_->format->pb != nullptr ? impl_->format->pb->error : error;
    for (const auto& [stream, decoder] : impl_->decoders) {
      if (auto status = decoder->decode(nullptr, take_sound); !status) return status.error();
      if (auto status = take(SoundEnd{stream}); !status) return status.error();
    }
    return false;
  }
  const int index = packet->stream_index;
  if (index < 0 || index >= static_cast<int>(impl_->info.streams.size())) return true;  // came late
  const AVStream& stream = *impl_->format->streams[index];
  packet->time_base = stream.time_base;
  impl_->to_zero(*packet);
  if (packet->dts != AV_NOPTS_VALUE) {
    impl_->note_time(index, static_cast<double>(packet->dts) * av_q2d(stream.time_base));
  }
  const auto decoder = impl_->decoders.find(index);
  if (decoder != impl_->decoders.end()) {
    if (auto status = decoder->second->decode(packet.get(), take_sound); !status) {
      return failed(fmt::format("{}: {}", impl_->path, status.error().sentence));
    }
  }
  if (impl_->copy_others) {
    if (auto status = take(CopiedPiece{index, std::move(packet)}); !status) return status.error();
  }
  return true;
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
    if (found) impl_->to_zero(*packet);
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

void MediaReader::Impl::add_troubles(int stream, std::vector<std::string>& found) const {
  const StreamInfo& about = info.streams[static_cast<std::size_t>(stream)];
  const AudioDecoder& decoder = *decoders.at(stream);
  const DecodeReport& report = decoder.report();
  const auto seconds = [&](std::int64_t frames) {
    return static_cast<double>(frames) / about.rate.value();
  };
  const double end = seconds(decoder.start() + report.frames);
  if (const double said = promised(about, end); said > end + kMissingSeconds) {
    found.push_back(
        fmt::format("the file is cut off: it says {:.1f} s, its sound ends at {:.1f} s; what is "
                    "there was rendered",
                    said, end));
  }
  if (report.damaged_packets > 0) {
    found.push_back(
        fmt::format("damaged packets of sound passed over: {}", report.damaged_packets));
  }
  if (report.filled_frames > 0) {
    found.push_back(fmt::format("{:.3f} s of gaps in the sound were filled with silence",
                                seconds(report.filled_frames)));
  }
  if (report.dropped_frames > 0) {
    found.push_back(fmt::format("{:.3f} s of sound overlapped what came before and were left out",
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

}  // namespace otoscape::io
