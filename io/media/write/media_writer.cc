// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/media_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "io/media/ffmpeg.h"
#include "io/media/write/audio_encoder.h"
#include "io/media/write/output_metadata.h"

namespace otoscape::io::media {
namespace {

Status check(int error) {
  if (error >= 0) return ok();
  if (error == AVERROR(ENOSPC)) return failed("the disk is full");
  return failed(words(error));
}

// The tag names the codec in one family of containers; in another it may name something else.
void choose_codec_tag(const AVOutputFormat& format, const AVCodecParameters& in,
                      AVCodecParameters& out) {
  unsigned own = 0;
  const bool fits = format.codec_tag == nullptr ||
                    av_codec_get_id(format.codec_tag, in.codec_tag) == in.codec_id ||
                    av_codec_get_tag2(format.codec_tag, in.codec_id, &own) == 0;
  out.codec_tag = fits ? in.codec_tag : 0;
}

void copy_side_data(const AVStream& in, AVStream& out) {
  for (int i = 0; i < in.nb_side_data; ++i) {
    const AVPacketSideData& data = in.side_data[i];
    if (std::uint8_t* to = av_stream_new_side_data(&out, data.type, data.size)) {
      std::copy_n(data.data, data.size, to);
    }
  }
}

}  // namespace

struct MediaWriter::Impl {
  ~Impl();
  Status add_rendered(const StreamPlan& plan, const MediaReader& source,
                      const WriterOptions& options);
  Status add_copied(const StreamPlan& plan, const AVStream& in);
  Status begin(const std::string& path, const AVFormatContext& source);
  Status put(AVPacket& packet, AVRational from, int to);
  std::int64_t coarse_start(int stream, std::int64_t start) const;

  struct Track {
    std::unique_ptr<AudioEncoder> encoder;
    int to = 0;
    AVRational source_tick{};
  };
  AVFormatContext* format = nullptr;
  std::map<int, int> copied;      // source stream → output stream
  std::map<int, Track> rendered;  // by source stream
  std::int64_t origin_us = 0;
  bool keeps_time = true;
};

MediaWriter::Impl::~Impl() {
  if (format == nullptr) return;
  if (format->pb != nullptr) avio_closep(&format->pb);
  avformat_free_context(format);
}

MediaWriter::MediaWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MediaWriter::~MediaWriter() = default;

Status MediaWriter::Impl::add_rendered(const StreamPlan& plan, const MediaReader& source,
                                       const WriterOptions& options) {
  const AVStream& in = *source.context().streams[plan.source];
  const bool header_apart = (format->oformat->flags & AVFMT_GLOBALHEADER) != 0;
  auto encoder = AudioEncoder::open(*plan.render, options.rendered.at(plan.source), header_apart,
                                    options.seed);
  if (!encoder) return encoder.error();
  AVStream* out = avformat_new_stream(format, nullptr);
  avcodec_parameters_from_context(out->codecpar, &(*encoder)->context());
  out->time_base = (*encoder)->context().time_base;
  out->disposition = in.disposition;
  copy_tags_of_rendered(in, *out);
  if (!options.title.empty()) av_dict_set(&out->metadata, "title", options.title.c_str(), 0);
  rendered[plan.source] = {std::move(*encoder), out->index, in.time_base};
  return ok();
}

Status MediaWriter::Impl::add_copied(const StreamPlan& plan, const AVStream& in) {
  AVStream* out = avformat_new_stream(format, nullptr);
  if (const int error = avcodec_parameters_copy(out->codecpar, in.codecpar); error < 0)
    return check(error);
  choose_codec_tag(*format->oformat, *in.codecpar, *out->codecpar);
  out->time_base = in.time_base;
  out->avg_frame_rate = in.avg_frame_rate;
  out->r_frame_rate = in.r_frame_rate;
  out->sample_aspect_ratio = in.sample_aspect_ratio;
  out->disposition = plan.original ? in.disposition & ~AV_DISPOSITION_DEFAULT : in.disposition;
  copy_tags_of_copied(in, *out);
  copy_side_data(in, *out);
  if (in.codecpar->codec_type != AVMEDIA_TYPE_ATTACHMENT) copied[plan.source] = out->index;
  return ok();
}

Status MediaWriter::Impl::begin(const std::string& path, const AVFormatContext& source) {
  const std::string address = path == "-" ? "pipe:1" : "file:" + path;
  if (const int error = avio_open(&format->pb, address.c_str(), AVIO_FLAG_WRITE); error < 0) {
    return check(error);
  }
  format->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;  // FLAC in MP4 still needs it
  format->flags |= AVFMT_FLAG_BITEXACT;  // no dates, no random numbers: the same bytes every time
  AVDictionary* options = nullptr;
  if (std::string_view(format->oformat->name) == "wav") {
    av_dict_set(&options, "rf64", path == "-" ? "never" : "auto", 0);
    if (has_broadcast_tags(source)) av_dict_set(&options, "write_bext", "1", 0);
  }
  if (format->oformat->priv_class != nullptr && !rendered.empty() &&
      av_opt_find(format->priv_data, "movie_timescale", nullptr, 0, 0) != nullptr) {
    // When a track begins late is said in this tick; its own default is a millisecond.
    const int rate_hz = rendered.begin()->second.encoder->context().sample_rate;
    av_dict_set_int(&options, "movie_timescale", rate_hz, 0);
  }
  const int error = avformat_write_header(format, &options);
  av_dict_free(&options);
  if (error == AVERROR(EINVAL) || error == AVERROR_INVALIDDATA) {
    return failed(fmt::format("FFmpeg cannot put these streams into {}; try .mkv",
                              format->oformat->long_name));
  }
  return check(error);
}

Result<std::unique_ptr<MediaWriter>> MediaWriter::open(const std::string& path,
                                                       const OutputPlan& plan,
                                                       const MediaReader& source,
                                                       const WriterOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->origin_us = std::llround(options.origin.value() * AV_TIME_BASE);
  impl->keeps_time = options.keeps_time;
  if (const int error =
          avformat_alloc_output_context2(&impl->format, nullptr, plan.muxer.c_str(), nullptr);
      error < 0) {
    return failed(words(error));
  }
  for (const StreamPlan& stream : plan.streams) {
    auto status = stream.render
                      ? impl->add_rendered(stream, source, options)
                      : impl->add_copied(stream, *source.context().streams[stream.source]);
    if (!status) return status.error();
  }
  const AVFormatContext& from = source.context();
  copy_chapters(from, impl->origin_us, options.length, *impl->format);
  copy_file_tags(from, options.comment, *impl->format);
  move_time_reference(from, options.moved_by, options.rate_ratio, *impl->format);
  if (auto status = impl->begin(path, from); !status) return status.error();
  return std::unique_ptr<MediaWriter>(new MediaWriter(std::move(impl)));
}

Status MediaWriter::Impl::put(AVPacket& packet, AVRational from, int to) {
  const AVRational tick = format->streams[to]->time_base;
  av_packet_rescale_ts(&packet, from, tick);
  packet.stream_index = to;
  packet.pos = -1;
  return check(av_interleaved_write_frame(format, &packet));
}

bool MediaWriter::copies(int stream) const { return impl_->copied.contains(stream); }

Status MediaWriter::write(CopiedPiece piece) {
  const auto to = impl_->copied.find(piece.stream);
  if (to == impl_->copied.end()) return ok();
  AVPacket& packet = *piece.packet;
  const std::int64_t shift = av_rescale_q(impl_->origin_us, AV_TIME_BASE_Q, packet.time_base);
  if (packet.pts != AV_NOPTS_VALUE) packet.pts -= shift;
  if (packet.dts != AV_NOPTS_VALUE) packet.dts -= shift;
  return impl_->put(packet, packet.time_base, to->second);
}

// Matroska's tick is a millisecond. So that sound does not move by half of one, it begins on the
// tick before, with silence in front: at most 47 frames at 48 kHz, 440 at 44.1 kHz.
std::int64_t MediaWriter::Impl::coarse_start(int stream, std::int64_t start) const {
  if (!keeps_time) return std::min<std::int64_t>(start, 0);
  const Track& track = rendered.at(stream);
  const AVRational tick = format->streams[track.to]->time_base;
  if (tick.num * 1000 < tick.den || av_cmp_q(track.source_tick, tick) >= 0) return start;
  const int rate_hz = track.encoder->context().sample_rate;
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
    const ConstBlock<FullScaleUnit> silence({nothing.data(), nothing.data()},
                                            encoder.context().ch_layout.nb_channels, count);
    if (auto status = write(stream, silence); !status) return status;
  }
  return ok();
}

Status MediaWriter::write(int stream, ConstBlock<FullScaleUnit> sound) {
  auto& track = impl_->rendered.at(stream);
  return track.encoder->encode(sound, [&](AVPacket& packet) {
    return impl_->put(packet, track.encoder->context().time_base, track.to);
  });
}

Status MediaWriter::finish(int stream) {
  auto& track = impl_->rendered.at(stream);
  return track.encoder->finish([&](AVPacket& packet) {
    return impl_->put(packet, track.encoder->context().time_base, track.to);
  });
}

Status MediaWriter::close() {
  if (auto status = check(av_write_trailer(impl_->format)); !status) return status;
  if (impl_->format->pb->error < 0) return check(impl_->format->pb->error);
  return check(avio_closep(&impl_->format->pb));
}

}  // namespace otoscape::io::media
