// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/media_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <limits>

#include "io/input_path.h"
#include "io/media/ffmpeg.h"
#include "io/media/read/input_layout.h"
#include "io/media/read/open_input.h"
#include "io/media/read/packet_finder.h"
#include "io/media/read/packet_source.h"
#include "io/media/read/track_decoders.h"
#include "io/media/speakers.h"

namespace otoscape::io::media {

struct MediaReader::Impl {
  Status open_file();
  Status choose(const std::set<int>& decoded, bool others);
  std::string about_track(int stream, const std::string& sentence) const;
  LayoutQuestion question() const;
  void take_layout();
  Status open_decoder(const AVStream& stream);
  int next(Packet& packet);
  Status finish(const Take& take);
  void note_time(int stream, double seconds);

  std::string path, name, track_option;
  std::unique_ptr<PacketSource> source;
  int jumps = 0;  // of the clock, passed on to the decoders
  Options options;
  TrackDecoders decoders;
  bool copy_others = true;
  bool ended = false, ended_early = false, any_packet = false;
  double end_after_seconds = std::numeric_limits<double>::infinity();
  std::set<int> not_yet_there;  // streams that end_after still waits for
  int read_error = 0;
  std::atomic<double> read_to_seconds = 0.0;  // latest time stamp seen

  double reached_seconds = 0.0;  // latest end of a packet

  bool sought = false;
  std::vector<std::pair<double, double>> other_spans;  // of neither sound nor picture
};

MediaReader::MediaReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MediaReader::~MediaReader() = default;

const MediaInfo& MediaReader::info() const { return impl_->source->info(); }
const AVFormatContext& MediaReader::context() const { return impl_->source->format(); }
void MediaReader::name_track_option(const std::string& option) { impl_->track_option = option; }

Result<std::unique_ptr<MediaReader>> MediaReader::open(const std::string& path,
                                                       const Options& options) {
  av_log_set_level(AV_LOG_QUIET);
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->name = input_name(path);
  impl->options = options;
  if (auto status = impl->open_file(); !status) return status.error();
  return std::unique_ptr<MediaReader>(new MediaReader(std::move(impl)));
}

Status MediaReader::Impl::open_file() {
  auto opened = PacketSource::open(path);
  if (!opened) return opened.error();
  source = *std::move(opened);
  if (options.mono == Mono::joined) join_mono_pair(source->format(), source->info());
  take_layout();
  return ok();
}

Status MediaReader::choose(const std::set<int>& decoded, bool copy_others) {
  return impl_->choose(decoded, copy_others);
}

Status MediaReader::Impl::choose(const std::set<int>& decoded, bool others) {
  copy_others = others;
  decoders.clear();
  // Where the clock may jump, it is found by the packets of all streams.
  const bool may_jump = (source->format().iformat->flags & AVFMT_TS_DISCONT) != 0;
  for (unsigned i = 0; i < source->format().nb_streams; ++i) {
    AVStream& stream = *source->format().streams[i];
    const StreamInfo::Kind kind = source->info().streams[i].kind;
    const bool is_large = kind == StreamInfo::Kind::sound || kind == StreamInfo::Kind::picture;
    const bool joined = source->info().streams[i].is_joined && !decoded.empty();
    const bool decode = decoded.contains(stream.index);
    if (!decode && !joined && !copy_others && is_large && !may_jump) stream.discard = AVDISCARD_ALL;
    if (!decode) continue;
    if (auto status = open_decoder(stream); !status) {
      return failed(about_track(stream.index, status.error().sentence));
    }
  }
  return ok();
}

std::uint64_t MediaReader::Options::number() const {
  constexpr int kBits = 5;  // of a speaker
  std::uint64_t number = 0;
  for (const Speaker speaker : layout.speakers())
    number = number << kBits | (static_cast<std::uint64_t>(speaker) + 1);
  return number << 1 | (channels == Channels::kept ? 1 : 0);
}

void MediaReader::set_channels(Channels channels) { impl_->options.channels = channels; }

LayoutQuestion MediaReader::Impl::question() const {
  return {options.layout, options.channels == Channels::kept, options.layout_option};
}

// The layout that the user gives is that of all tracks with as many channels.
void MediaReader::Impl::take_layout() {
  if (options.layout.channels() == 0) return;
  for (StreamInfo& about : source->info().streams) {
    if (about.channels == options.layout.channels()) about.layout = in_mask_order(options.layout);
  }
}

Status MediaReader::Impl::open_decoder(const AVStream& stream) {
  if (auto status = decoders.open(*source, stream.index, question()); !status) return status;
  const AVChannelLayout& layout = stream.codecpar->ch_layout;
  const StreamInfo& about = source->info().streams[static_cast<std::size_t>(stream.index)];
  if (about.channels != layout.nb_channels) return ok();  // of a pair, or mono that becomes stereo
  const std::string note = note_on_layout(layout, options.layout);
  if (!note.empty()) source->info().notes.push_back(note);
  return ok();
}

// A sentence about one track; where the file has others that can be decoded, it names them.
std::string MediaReader::Impl::about_track(int stream, const std::string& sentence) const {
  const std::vector<int>& tracks = source->info().tracks;
  if (tracks.size() < 2) return fmt::format("{}: {}", name, sentence);
  const auto place = std::ranges::find(tracks, stream) - tracks.begin() + 1;
  std::string text = fmt::format("{}: sound track {}: {}", name, place, sentence);
  for (std::size_t i = 0; i < tracks.size() && !track_option.empty(); ++i) {
    const bool encrypted = source->info().streams[static_cast<std::size_t>(tracks[i])].encrypted;
    if (tracks[i] == stream || encrypted) continue;
    AVStream& other = *source->format().streams[tracks[i]];
    if (!check_layout(other.codecpar->ch_layout, question()) || !AudioDecoder::open(other, {}))
      continue;
    return text + fmt::format("; {} {} takes another", track_option, i + 1);
  }
  return text;
}

Result<bool> MediaReader::seek(const std::map<int, SeekPoint>& points,
                               std::optional<Seconds> copied_from) {
  Impl& p = *impl_;
  if (!io::can_be_read_twice(p.path) || !p.decoders.begin_at(points)) return false;
  p.jumps = 0;
  if (p.source->seek(points, copied_from)) {
    p.sought = true;
    return true;
  }
  // The reading place is unknown now: open the file again.
  const std::set<int> decoded = p.decoders.tracks();
  p.decoders = {};
  if (auto status = p.open_file(); !status) return status.error();
  if (auto status = p.choose(decoded, p.copy_others); !status) return status.error();
  return false;
}

// FFmpeg's error or 0.
int MediaReader::Impl::next(Packet& packet) {
  const int error = ended_early ? AVERROR_EOF : source->next(packet);
  if (error != 0 || source->clock().jumps() == jumps) return error;
  jumps = source->clock().jumps();
  decoders.jumped(!source->info().is_film);
  return 0;
}

const std::deque<Packet>& MediaReader::look_ahead() { return impl_->source->look_ahead(); }

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
    p.read_error = error == AVERROR_EOF && context().pb != nullptr ? context().pb->error : error;
    if (auto status = p.finish(take); !status) return status.error();
    return false;
  }
  const int index = packet->stream_index;
  p.any_packet = true;
  if (packet->pts != AV_NOPTS_VALUE) {
    p.reached_seconds = std::max(p.reached_seconds, time_span(*packet).second);
  }
  if (packet->dts != AV_NOPTS_VALUE) {
    p.note_time(index, static_cast<double>(packet->dts) * av_q2d(packet->time_base));
  }
  if (p.decoders.contains(index)) {
    if (auto status = p.decoders.decode(*packet, take); !status) {
      return failed(p.about_track(index, status.error().sentence));
    }
  } else if (const auto kind = p.source->info().streams[static_cast<std::size_t>(index)].kind;
             kind != StreamInfo::Kind::sound && kind != StreamInfo::Kind::picture) {
    p.other_spans.push_back(time_span(*packet));
  }
  if (p.copy_others) {
    if (auto status = take(CopiedPiece{index, std::move(packet)}); !status) return status.error();
  }
  return true;
}

Status MediaReader::Impl::finish(const Take& take) {
  if (const std::string why = source->why_nothing(); !any_packet && !why.empty()) {
    return failed(fmt::format("{}: {}", name, why));
  }
  if (auto status = decoders.finish(take); !status) return status;
  const int damaged = decoders.damaged_of_all();
  if (damaged == 0 || ended_early) return ok();
  return failed(
      about_track(*decoders.tracks().begin(),
                  fmt::format("the sound cannot be decoded: all its packets, {}, are damaged or of "
                              "another format than the file says",
                              damaged)));
}

std::int64_t MediaReader::start_of(int stream) const { return impl_->decoders.start_of(stream); }

std::optional<SeekIndex> MediaReader::index_of(int stream) const {
  const Impl& p = *impl_;
  const bool well = p.read_error == 0 || p.read_error == AVERROR_EOF;
  if (!p.ended || p.ended_early || p.sought || !well) return std::nullopt;
  SeekIndex index = p.decoders.places_of(stream);
  for (const auto& [from, to] : p.other_spans) index.add_other(from, to);
  return index;
}

const DecodeReport& MediaReader::report_of(int s) const { return impl_->decoders.report_of(s); }

double MediaReader::key_frame_before(double seconds) {
  return media::key_frame_before(impl_->source->format(), seconds);
}

void MediaReader::end_after(Seconds time) {
  impl_->end_after_seconds = time.value();
  for (int i = 0; i < static_cast<int>(info().streams.size()); ++i) {
    const StreamInfo& stream = info().streams[static_cast<std::size_t>(i)];
    const bool steady = stream.kind == StreamInfo::Kind::sound || stream.is_moving_picture();
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
  const double length = info().declared_length.value();
  return length > 0.0 ? std::clamp(impl_->read_to_seconds / length, 0.0, 1.0) : -1.0;
}

std::vector<std::string> MediaReader::troubles() const {
  std::vector<std::string> found = info().notes;
  for (std::string& note : impl_->source->clock().notes()) found.push_back(std::move(note));
  if (impl_->read_error < 0 && impl_->read_error != AVERROR_EOF) {
    found.push_back(fmt::format("reading stopped early: {}", words(impl_->read_error)));
  }
  const bool early = impl_->ended_early || !impl_->ended;
  for (std::string& trouble : impl_->decoders.troubles(info(), impl_->reached_seconds, early)) {
    found.push_back(std::move(trouble));
  }
  return found;
}

}  // namespace otoscape::io::media
