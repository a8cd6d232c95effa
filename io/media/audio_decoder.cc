// SPDX-License-Identifier: Apache-2.0
#include "io/media/audio_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/media/decoder_trial.h"
#include "io/media/ffmpeg.h"
#include "io/media/fold.h"
#include "io/media/same_sound.h"

namespace otoscape::io::media {
namespace {

constexpr double kToleranceSeconds = 0.02;  // time stamps of some containers are this coarse
constexpr double kLongestGapSeconds = 600;  // beyond, the time line itself jumped
constexpr int kPieceFrames = 4096;

SoundPiece silence(int stream, int channels, int frames) {
  SoundPiece piece{stream, 0, frames, {}, channels};
  for (auto& channel : piece.samples) channel.assign(static_cast<std::size_t>(frames), 0.0f);
  return piece;
}

using Frames = std::vector<Ffmpeg<AVFrame>>;

// A damaged packet is counted and passed over; its place in time is filled with silence.
Frames decoded(AVCodecContext& codec, const AVPacket* packet, int& damaged) {
  Frames frames;
  const int sent = avcodec_send_packet(&codec, packet);
  if (sent < 0 && sent != AVERROR_EOF) ++damaged;
  while (true) {
    Ffmpeg<AVFrame> frame(av_frame_alloc());
    const int error = avcodec_receive_frame(&codec, frame.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return frames;
    if (error < 0) {
      ++damaged;
      return frames;
    }
    if (frame->nb_samples > 0) frames.push_back(std::move(frame));
  }
}

Result<Ffmpeg<AVCodecContext>> open_codec(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  const char* name = avcodec_get_name(par.codec_id);
  const AVCodec* decoder = avcodec_find_decoder(par.codec_id);
  if (decoder == nullptr)
    return failed(fmt::format("this FFmpeg has no decoder for {} sound", name));
  Ffmpeg<AVCodecContext> codec(avcodec_alloc_context3(decoder));
  avcodec_parameters_to_context(codec.get(), &par);
  codec->pkt_timebase = stream.time_base;
  codec->thread_count = 1;
  if (const int error = avcodec_open2(codec.get(), decoder, nullptr); error < 0) {
    return failed(fmt::format("the {} sound cannot be decoded: {}", name, words(error)));
  }
  return codec;
}

}  // namespace

struct AudioDecoder::Impl {
  explicit Impl(AVStream& s) : stream(s) {}

  std::optional<double> time_of(const AVPacket& packet) const;
  Status send(const AVPacket* packet, const Take& take);
  void begin_fresh(const AVPacket& packet);
  Status compare(const AVPacket& packet, bool counts, const Take& take);
  void add_place(const AVPacket& packet);
  std::vector<SoundPiece> pieces_of(const Frames& frames);
  bool of_known_form(const AVFrame& frame) const;
  Status hand_out(const AVFrame& frame, SoundPiece piece, const Take& take);
  Status hand_out(const AVFrame& frame, const Take& take);
  Status fill(std::int64_t frames, const Take& take);
  Result<SoundPiece> convert(const AVFrame& frame);
  Status follow_format(const AVFrame& frame);
  std::int64_t due(const AVFrame& frame) const;
  int channels() const { return std::min(layout.nb_channels, 2); }

  AVStream& stream;
  Ffmpeg<AVCodecContext> codec;
  Ffmpeg<SwrContext> swr;
  int rate_hz = 0;
  AVChannelLayout layout{};  // what swr gives
  std::vector<FoldGains> fold;
  int in_rate_hz = 0, in_format = AV_SAMPLE_FMT_NONE;  // what swr takes
  AVChannelLayout in_layout{};
  std::vector<std::vector<float>> wide;  // before the fold

  bool started = false;
  std::int64_t start = 0, next = 0;  // frames on the file's time line
  std::int64_t shift = 0;            // added to time stamps after a jump of the time line
  DecodeReport report;

  bool is_pcm = false;
  bool form_changed = false;  // in the middle: no places from there on
  DecoderTrial clock;
  Ffmpeg<AVCodecContext> fresh;  // warming up
  bool may_begin_here = false;
  bool by_chance = false;  // begun elsewhere, this decoder gives other samples
  PacketMark fresh_from;
  SeekIndex places;
};

AudioDecoder::AudioDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioDecoder::~AudioDecoder() {
  av_channel_layout_uninit(&impl_->layout);
  av_channel_layout_uninit(&impl_->in_layout);
}

std::int64_t AudioDecoder::start() const { return impl_->start; }
const DecodeReport& AudioDecoder::report() const { return impl_->report; }
const SeekIndex& AudioDecoder::places() const { return impl_->places; }

Result<std::unique_ptr<AudioDecoder>> AudioDecoder::open(AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  if (par.ch_layout.nb_channels > kMostChannels) {
    return failed(fmt::format("the sound has {} channels; up to {} can be folded to stereo",
                              par.ch_layout.nb_channels, kMostChannels));
  }
  if (par.sample_rate < 8000 || par.sample_rate > 192000) {
    return failed(fmt::format("the sound's sample rate is {} Hz; 8000 to 192000 Hz can be rendered",
                              par.sample_rate));
  }
  auto codec = open_codec(stream);
  if (!codec) return codec.error();
  auto impl = std::make_unique<Impl>(stream);
  impl->codec = std::move(*codec);
  impl->is_pcm = par.codec_id >= AV_CODEC_ID_FIRST_AUDIO && par.codec_id < AV_CODEC_ID_ADPCM_IMA_QT;
  return std::unique_ptr<AudioDecoder>(new AudioDecoder(std::move(impl)));
}

std::optional<double> AudioDecoder::Impl::time_of(const AVPacket& packet) const {
  const std::int64_t stamp = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
  if (stamp == AV_NOPTS_VALUE) return std::nullopt;
  return static_cast<double>(stamp) * av_q2d(stream.time_base);
}

Status AudioDecoder::decode(const AVPacket* packet, const Take& take) {
  if (packet == nullptr) return impl_->send(nullptr, take);
  switch (impl_->clock.step(impl_->time_of(*packet))) {
    case DecoderTrial::Step::begin:
      impl_->begin_fresh(*packet);
      break;
    case DecoderTrial::Step::warm:
      if (impl_->fresh) return impl_->compare(*packet, false, take);
      break;
    case DecoderTrial::Step::compare:
      if (impl_->fresh) return impl_->compare(*packet, true, take);
      break;
    case DecoderTrial::Step::over:
      impl_->add_place(*packet);
      break;
    case DecoderTrial::Step::none:
      break;
  }
  return impl_->send(packet, take);
}

void AudioDecoder::warm_up(const AVPacket& packet) {
  impl_->clock.note(impl_->time_of(packet));
  int damaged = 0;
  for (const auto& frame : decoded(*impl_->codec, &packet, damaged)) {
    (void)impl_->follow_format(*frame);
  }
}

Status AudioDecoder::resume(const SeekPoint& point, const AVPacket& packet, const Take& take) {
  impl_->clock.note(impl_->time_of(packet));
  impl_->started = true;
  impl_->start = point.start;
  impl_->next = point.frame;
  impl_->shift = point.shift;
  impl_->report = point.report;
  return impl_->send(&packet, take);
}

Status AudioDecoder::Impl::send(const AVPacket* packet, const Take& take) {
  for (const auto& frame : decoded(*codec, packet, report.damaged_packets)) {
    if (auto status = hand_out(*frame, take); !status) return status;
  }
  return ok();
}

// PCM remembers nothing: any packet will do.
void AudioDecoder::Impl::begin_fresh(const AVPacket& packet) {
  may_begin_here = started && !form_changed && !by_chance;
  if (!may_begin_here) return;
  fresh_from = mark_of(packet);
  if (is_pcm) return;
  auto opened = open_codec(stream);
  may_begin_here = static_cast<bool>(opened);
  if (!opened) return;
  fresh = std::move(*opened);
  int damaged = 0;
  (void)decoded(*fresh, &packet, damaged);
}

// Both get the packet; what the old one gives is handed out, whatever the fresh one gives.
Status AudioDecoder::Impl::compare(const AVPacket& packet, bool counts, const Take& take) {
  int damaged = 0;
  const Frames from = decoded(*codec, &packet, report.damaged_packets);
  const Frames to = decoded(*fresh, &packet, damaged);
  if (counts) {
    const auto old = pieces_of(from), begun_here = pieces_of(to);
    by_chance = by_chance || old.empty() || !std::ranges::equal(old, begun_here, same_sound);
  }
  for (const auto& frame : from) {
    if (auto status = hand_out(*frame, take); !status) return status;
  }
  return ok();
}

void AudioDecoder::Impl::add_place(const AVPacket& packet) {
  if (may_begin_here && !form_changed && !by_chance) {
    places.add({fresh_from, mark_of(packet), next, start, shift, report});
  }
  if (by_chance) places = SeekIndex();
  fresh.reset();
  may_begin_here = false;
}

// Empty where one of them has another form than what came before.
std::vector<SoundPiece> AudioDecoder::Impl::pieces_of(const Frames& frames) {
  std::vector<SoundPiece> pieces;
  for (const auto& frame : frames) {
    if (!of_known_form(*frame)) return {};
    auto piece = convert(*frame);
    if (!piece) return {};
    pieces.push_back(std::move(*piece));
  }
  return pieces;
}

// Where the frame belongs on the time line, in frames.
std::int64_t AudioDecoder::Impl::due(const AVFrame& f) const {
  const std::int64_t stamp =
      f.best_effort_timestamp != AV_NOPTS_VALUE ? f.best_effort_timestamp : f.pts;
  if (stamp == AV_NOPTS_VALUE) return next;
  return av_rescale_q(stamp, stream.time_base, {1, rate_hz}) + shift;
}

Status AudioDecoder::Impl::hand_out(const AVFrame& f, const Take& take) {
  if (auto status = follow_format(f); !status) return status;
  auto piece = convert(f);
  if (!piece) return piece.error();
  return hand_out(f, std::move(*piece), take);
}

Status AudioDecoder::Impl::hand_out(const AVFrame& f, SoundPiece piece, const Take& take) {
  if (!started) {
    started = true;
    start = next = due(f);
    // Up to a tick before 0 is 0: in Matroska a tick is a millisecond, and what the decoder cut off
    // at the start was rounded to it.
    if (start < 0 && -static_cast<double>(start) <= av_q2d(stream.time_base) * rate_hz) {
      shift = -start;
      start = next = 0;
    }
  }
  std::int64_t late = due(f) - next;
  const auto seconds = static_cast<double>(std::abs(late)) / rate_hz;
  if (seconds > kLongestGapSeconds || (late < 0 && seconds > 1.0)) {
    shift -= late;
    late = 0;
  }
  if (seconds > kToleranceSeconds && late > 0) {
    if (auto status = fill(late, take); !status) return status;
  }
  if (seconds > kToleranceSeconds && late < 0) {
    const int again = static_cast<int>(std::min<std::int64_t>(-late, piece.frames));
    for (auto& c : piece.samples)
      c.erase(c.begin(), c.begin() + std::min<std::ptrdiff_t>(again, std::ssize(c)));
    piece.frames -= again;
    report.dropped_frames += again;
    if (piece.frames == 0) return ok();
  }
  piece.first = next;
  next += piece.frames;
  report.frames += piece.frames;
  return take(std::move(piece));
}

Status AudioDecoder::Impl::fill(std::int64_t frames, const Take& take) {
  report.frames += frames;
  report.filled_frames += frames;
  while (frames > 0) {
    const int count = static_cast<int>(std::min<std::int64_t>(frames, kPieceFrames));
    SoundPiece piece = silence(stream.index, channels(), count);
    piece.first = next;
    next += count;
    frames -= count;
    if (auto status = take(std::move(piece)); !status) return status;
  }
  return ok();
}

bool AudioDecoder::Impl::of_known_form(const AVFrame& f) const {
  return swr && f.format == in_format && f.sample_rate == in_rate_hz &&
         av_channel_layout_compare(&f.ch_layout, &in_layout) == 0;
}

// The first frame decides what is handed out; later changes of format, layout or rate are converted
// to it.
Status AudioDecoder::Impl::follow_format(const AVFrame& f) {
  if (of_known_form(f)) return ok();
  form_changed = started;
  if (f.ch_layout.nb_channels > kMostChannels || f.sample_rate <= 0) {
    return failed("the sound changes to a form that cannot be rendered");
  }
  if (!started) {
    rate_hz = f.sample_rate;
    av_channel_layout_copy(&layout, &f.ch_layout);
    if (layout.nb_channels > 2) fold = fold_to_stereo(layout);
  }
  in_format = f.format;
  in_rate_hz = f.sample_rate;
  av_channel_layout_copy(&in_layout, &f.ch_layout);
  SwrContext* made = nullptr;
  swr_alloc_set_opts2(&made, &layout, AV_SAMPLE_FMT_FLTP, rate_hz, &in_layout,
                      static_cast<AVSampleFormat>(f.format), f.sample_rate, 0, nullptr);
  swr.reset(made);
  const int error = swr ? swr_init(swr.get()) : AVERROR(ENOMEM);
  if (error < 0) return failed(fmt::format("the sound cannot be converted: {}", words(error)));
  return ok();
}

Result<SoundPiece> AudioDecoder::Impl::convert(const AVFrame& f) {
  const int room = swr_get_out_samples(swr.get(), f.nb_samples);
  const auto count = static_cast<std::size_t>(layout.nb_channels);
  wide.resize(count);
  std::array<std::uint8_t*, kMostChannels> to{};
  for (std::size_t c = 0; c < count; ++c) {
    wide[c].resize(static_cast<std::size_t>(std::max(room, 1)));
    to[c] = reinterpret_cast<std::uint8_t*>(wide[c].data());
  }
  const int frames = swr_convert(swr.get(), to.data(), room,
                                 const_cast<const std::uint8_t**>(f.extended_data), f.nb_samples);
  if (frames < 0) return failed(fmt::format("the sound cannot be converted: {}", words(frames)));
  SoundPiece piece = silence(stream.index, channels(), frames);
  const auto n = static_cast<std::size_t>(frames);
  if (fold.empty()) {
    for (std::size_t c = 0; c < count; ++c)
      std::copy_n(wide[c].begin(), n, piece.samples[c].begin());
    return piece;
  }
  for (std::size_t c = 0; c < count; ++c) {
    for (std::size_t i = 0; i < n; ++i) {
      piece.samples[0][i] += fold[c].left * wide[c][i];
      piece.samples[1][i] += fold[c].right * wide[c][i];
    }
  }
  for (const auto& channel : piece.samples) {
    for (float x : channel) report.fold_peak = std::max(report.fold_peak, std::abs(x));
  }
  return piece;
}

}  // namespace otoscape::io::media
