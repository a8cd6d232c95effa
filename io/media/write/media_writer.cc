// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/media_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/media/ffmpeg.h"
#include "io/media/write/audio_encoder.h"
#include "io/media/write/container.h"
#include "io/media/write/copied_stream.h"
#include "io/media/write/decoding_order.h"
#include "io/media/write/memory_file.h"
#include "io/media/write/muxer_options.h"
#include "io/media/write/output_metadata.h"
#include "io/media/write/stream_copy.h"
#include "io/media/write/text_writer.h"

namespace otoscape::io::media {
namespace {

Status check(int error) {
  if (error >= 0) return ok();
  if (error == AVERROR(ENOSPC)) return failed("the disk is full");
  return failed(words(error));
}

}  // namespace

struct MediaWriter::Impl {
  ~Impl();
  Status add_rendered(const StreamPlan& plan, const AVStream& in, const WriterOptions& options);
  Status add_copied(const StreamPlan& plan, const AVStream& in);
  Status add_streams(const OutputPlan& plan, const MediaReader& source,
                     const WriterOptions& options);
  Status begin(const OutputPlan& plan, bool streamed, const AVFormatContext& source);
  Status put(AVPacket& packet, AVRational from, int to);
  Status put_at_once(AVPacket& packet, AVRational from, int to);
  Status write_texts(double until);
  AudioEncoder::Take put_of(int stream);
  void count_from_origin(AVPacket& packet) const;
  std::int64_t coarse_start(int stream, std::int64_t start) const;

  struct Track {
    std::unique_ptr<AudioEncoder> encoder;
    int to = 0;
    AVRational source_tick{};
  };
  AVFormatContext* format = nullptr;
  bool in_memory = false;
  std::string extension;
  std::map<int, CopiedStream> copied;  // by source stream
  std::map<int, int> encoded;          // stream of the output, by source stream
  std::map<int, Track> rendered;       // by source stream
  TextWriter texts;
  DecodingOrder last_dts;
  std::int64_t origin_us = 0;
  bool keeps_time = true;
};

MediaWriter::Impl::~Impl() {
  if (format == nullptr) return;
  if (format->pb != nullptr && !in_memory) avio_closep(&format->pb);
  avformat_free_context(format);
}

MediaWriter::MediaWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MediaWriter::~MediaWriter() = default;

Status MediaWriter::Impl::add_rendered(const StreamPlan& plan, const AVStream& in,
                                       const WriterOptions& options) {
  const bool header_apart = (format->oformat->flags & AVFMT_GLOBALHEADER) != 0;
  auto encoder = AudioEncoder::open(*plan.render, options.rendered.at(plan.source), header_apart,
                                    options.seed);
  if (!encoder) return encoder.error();
  AVStream* out = avformat_new_stream(format, nullptr);
  avcodec_parameters_copy(out->codecpar, &(*encoder)->parameters());
  out->time_base = {1, out->codecpar->sample_rate};
  out->disposition = in.disposition;
  copy_tags_of_rendered(in, out->metadata);
  if (!options.title.empty()) {
    // Beside its original a single render is the one to play.
    if (options.rendered.size() == 1) out->disposition |= AV_DISPOSITION_DEFAULT;
    set_title(options.title, *format->oformat, out->metadata);
  }
  rendered[plan.source] = {std::move(*encoder), out->index, in.time_base};
  return ok();
}

Status MediaWriter::Impl::add_copied(const StreamPlan& plan, const AVStream& in) {
  const auto to = static_cast<int>(format->nb_streams);
  if (auto status = add_copied_stream(in, plan.original, *format); !status) return status;
  if (in.codecpar->codec_type == AVMEDIA_TYPE_ATTACHMENT || is_attached(in, *format)) return ok();
  const CopiedStream::Container container{stores_starts(*format->oformat),
                                          is_mp4_family(format->oformat->name)};
  copied.emplace(plan.source, CopiedStream(to, *in.codecpar, container));
  return ok();
}

Status MediaWriter::Impl::add_streams(const OutputPlan& plan, const MediaReader& source,
                                      const WriterOptions& options) {
  std::vector<int> source_of;
  for (const StreamPlan& stream : plan.streams) {
    const AVStream& in = *source.context().streams[stream.source];
    if (stream.encoded) encoded[stream.source] = static_cast<int>(format->nb_streams);
    auto status = stream.render ? add_rendered(stream, in, options)
                  : stream.encoded
                      ? add_encoded_stream(in, options.encoded.at(stream.source), *format)
                      : add_copied(stream, in);
    if (!status) return status;
    source_of.push_back(stream.source);
  }
  copy_programmes(source.context(), source_of, is_blu_ray(plan.extension), *format);
  if (auto status = texts.add(options.texts, *format); !status) return status;
  return ok();
}

// streamed: nothing can be written back into the header.
Status MediaWriter::Impl::begin(const OutputPlan& plan, bool streamed,
                                const AVFormatContext& source) {
  format->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;  // FLAC in MP4 still needs it
  format->flags |= AVFMT_FLAG_BITEXACT;  // no dates, no random numbers: the same bytes every time
  const int rate_hz =
      rendered.empty() ? 0 : rendered.begin()->second.encoder->parameters().sample_rate;
  MuxerOptions options(*format, plan, source);
  options.set(streamed, rate_hz);
  const int error = avformat_write_header(format, options.list());
  if (error == AVERROR(EINVAL) || error == AVERROR_INVALIDDATA || error == AVERROR(EPERM)) {
    return failed(fmt::format("FFmpeg cannot put these streams into {}; try .mkv",
                              format->oformat->long_name));
  }
  return check(error);
}

Result<std::unique_ptr<MediaWriter>> MediaWriter::prepare(const OutputPlan& plan,
                                                          const MediaReader& source,
                                                          const WriterOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->origin_us = std::llround(options.origin.value() * AV_TIME_BASE);
  impl->keeps_time = options.keeps_time;
  impl->extension = plan.extension;
  if (const int error =
          avformat_alloc_output_context2(&impl->format, nullptr, plan.muxer.c_str(), nullptr);
      error < 0) {
    return failed(words(error));
  }
  if (auto status = impl->add_streams(plan, source, options); !status) return status.error();
  const AVFormatContext& from = source.context();
  copy_chapters(from, impl->origin_us, options.length, *impl->format);
  copy_file_tags(from, options.comment, *impl->format);
  move_time_reference(from, options.moved_by, options.rate_ratio, *impl->format);
  return std::unique_ptr<MediaWriter>(new MediaWriter(std::move(impl)));
}

Result<std::unique_ptr<MediaWriter>> MediaWriter::open(const std::string& path,
                                                       const OutputPlan& plan,
                                                       const MediaReader& source,
                                                       const WriterOptions& options) {
  auto writer = prepare(plan, source, options);
  if (!writer) return writer.error();
  Impl& impl = *(*writer)->impl_;
  const std::string address = path == "-" ? "pipe:1" : "file:" + path;
  if (const int error = avio_open(&impl.format->pb, address.c_str(), AVIO_FLAG_WRITE); error < 0)
    return check(error).error();
  if (auto status = impl.begin(plan, path == "-", source.context()); !status) return status.error();
  return writer;
}

Result<std::unique_ptr<MediaWriter>> MediaWriter::open(MemoryFile& file, const OutputPlan& plan,
                                                       const MediaReader& source,
                                                       const WriterOptions& options) {
  auto writer = prepare(plan, source, options);
  if (!writer) return writer.error();
  Impl& impl = *(*writer)->impl_;
  impl.in_memory = true;
  impl.format->pb = file.context();
  if (impl.format->pb == nullptr) return failed("not enough memory");
  if (auto status = impl.begin(plan, false, source.context()); !status) return status.error();
  return writer;
}

Status MediaWriter::Impl::write_texts(double until) {
  return texts.write_until(until, [&](AVPacket& packet, AVRational from, int to) {
    return put_at_once(packet, from, to);
  });
}

// What is said by then goes first: muxers do not wait for subtitles.
Status MediaWriter::Impl::put(AVPacket& packet, AVRational from, int to) {
  if (packet.dts != AV_NOPTS_VALUE) {
    auto status = write_texts(static_cast<double>(packet.dts) * av_q2d(from));
    if (!status) return status;
  }
  return put_at_once(packet, from, to);
}

Status MediaWriter::Impl::put_at_once(AVPacket& packet, AVRational from, int to) {
  const AVRational tick = format->streams[to]->time_base;
  av_packet_rescale_ts(&packet, from, tick);
  packet.stream_index = to;
  packet.pos = -1;
  packet.time_base = tick;
  add_opus_delay(packet, *format);
  last_dts.keep_order(packet, (format->oformat->flags & AVFMT_TS_NONSTRICT) == 0);
  return check(av_interleaved_write_frame(format, &packet));
}

void MediaWriter::Impl::count_from_origin(AVPacket& packet) const {
  const std::int64_t shift = av_rescale_q(origin_us, AV_TIME_BASE_Q, packet.time_base);
  for (std::int64_t* time : {&packet.pts, &packet.dts})
    *time -= *time == AV_NOPTS_VALUE ? 0 : shift;
}

bool MediaWriter::copies(int stream) const { return impl_->copied.contains(stream); }

Status MediaWriter::write(CopiedPiece piece) {
  const auto to = impl_->copied.find(piece.stream);
  if (to == impl_->copied.end()) return ok();
  AVPacket& packet = *piece.packet;
  impl_->count_from_origin(packet);
  CopiedStream& stream = to->second;
  return stream.write(std::move(piece.packet),
                      [&](AVPacket& p) { return impl_->put(p, p.time_base, stream.to()); });
}

Status MediaWriter::write_encoded(int stream, AVPacket& packet) {
  impl_->count_from_origin(packet);
  return impl_->put(packet, packet.time_base, impl_->encoded.at(stream));
}

// Matroska's tick is a millisecond. So that sound does not move by half of one, it begins on the
// tick before, with silence in front: at most 47 frames at 48 kHz, 440 at 44.1 kHz.
std::int64_t MediaWriter::Impl::coarse_start(int stream, std::int64_t start) const {
  if (!keeps_time) return std::min<std::int64_t>(start, 0);
  const Track& track = rendered.at(stream);
  const AVRational tick = format->streams[track.to]->time_base;
  if (tick.num * 1000 < tick.den || av_cmp_q(track.source_tick, tick) >= 0) return start;
  const int rate_hz = track.encoder->parameters().sample_rate;
  const std::int64_t step = rate_hz / std::gcd(rate_hz, 1000);
  return start >= 0 ? start / step * step : start;
}

Status MediaWriter::start(int stream, std::int64_t frame) {
  AudioEncoder& encoder = *impl_->rendered.at(stream).encoder;
  const std::int64_t start = impl_->coarse_start(stream, frame);
  encoder.start_at(start);
  std::vector<float> nothing(4096);
  for (std::int64_t missing = frame - start; missing > 0;) {
    const auto count = static_cast<int>(std::min(missing, std::ssize(nothing)));
    missing -= count;
    const int channels = encoder.parameters().ch_layout.nb_channels;
    if (auto status = write(stream, same_in_all(nothing, channels).part(0, count)); !status)
      return status;
  }
  return ok();
}

AudioEncoder::Take MediaWriter::Impl::put_of(int stream) {
  return [this, &track = rendered.at(stream)](AVPacket& packet) {
    return put(packet, {1, track.encoder->parameters().sample_rate}, track.to);
  };
}

Status MediaWriter::write(int stream, ConstBlock<FullScaleUnit> sound) {
  return impl_->rendered.at(stream).encoder->encode(sound, impl_->put_of(stream));
}

Status MediaWriter::finish(int stream) {
  return impl_->rendered.at(stream).encoder->finish(impl_->put_of(stream));
}

Status MediaWriter::close() {
  if (auto status = impl_->write_texts(INFINITY); !status) return status;
  if (auto status = check(av_write_trailer(impl_->format)); !status) return status;
  if (impl_->format->pb->error < 0) return check(impl_->format->pb->error);
  if (impl_->in_memory) {
    avio_flush(impl_->format->pb);
    return ok();
  }
  return check(avio_closep(&impl_->format->pb));
}

const AVFormatContext& MediaWriter::context() const { return *impl_->format; }

std::vector<std::string> MediaWriter::notes() const {
  std::vector<std::string> notes;
  for (const auto& [source, stream] : impl_->copied) {
    constexpr double kLeast = 0.001;
    if (stream.hidden_seconds() < kLeast) continue;
    notes.push_back(
        fmt::format("the film hides {:.2f} s of its picture by an edit list, which .{} files "
                    "cannot do: they show there; .mp4 and .mov hide them again",
                    stream.hidden_seconds(), impl_->extension));
  }
  return notes;
}

}  // namespace otoscape::io::media
