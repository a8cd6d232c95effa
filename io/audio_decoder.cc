// SPDX-License-Identifier: Apache-2.0
#include "io/audio_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/ffmpeg.h"
#include "io/fold.h"

namespace otoscape::io {
namespace {

constexpr double kToleranceSeconds = 0.02;  // time stamps of some containers are this coarse
constexpr double kLongestGapSeconds = 600;  // beyond, the time line itself jumped
constexpr int kPieceFrames = 4096;

SoundPiece silence(int stream, int channels, int frames) {
  SoundPiece piece{stream, 0, frames, {}, channels};
  for (auto& channel : piece.samples) channel.assign(static_cast<std::size_t>(frames), 0.0f);
  return piece;
}

}  // namespace

struct AudioDecoder::Impl {
  explicit Impl(AVStream& s) : stream(s) {}

  Status take_frames(const Take& take);
  Status hand_out(const AVFrame& frame, const Take& take);
  Status fill(std::int64_t frames, const Take& take);
  Result<SoundPiece> convert(const AVFrame& frame);
  Status follow_format(const AVFrame& frame);
  std::int64_t due(const AVFrame& frame) const;
  int channels() const { return std::min(layout.nb_channels, 2); }

  AVStream& stream;
  Ffmpeg<AVCodecContext> codec;
  Ffmpeg<AVFrame> frame{av_frame_alloc()};
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
};

AudioDecoder::AudioDecoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioDecoder::~AudioDecoder() {
  av_channel_layout_uninit(&impl_->layout);
  av_channel_layout_uninit(&impl_->in_layout);
}

std::int64_t AudioDecoder::start() const { return impl_->start; }
const DecodeReport& AudioDecoder::report() const { return impl_->report; }

Result<std::unique_ptr<AudioDecoder>> AudioDecoder::open(AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  const char* name = avcodec_get_name(par.codec_id);
  if (par.ch_layout.nb_channels > kMostChannels) {
    return failed(fmt::format("the sound has {} channels; up to {} can be folded to stereo",
                              par.ch_layout.nb_channels, kMostChannels));
  }
  if (par.sample_rate < 8000 || par.sample_rate > 192000) {
    return failed(fmt::format("the sound's sample rate is {} Hz; 8000 to 192000 Hz can be rendered",
                              par.sample_rate));
  }
  const AVCodec* decoder = avcodec_find_decoder(par.codec_id);
  if (decoder == nullptr)
    return failed(fmt::format("this FFmpeg has no decoder for {} sound", name));
  auto impl = std::make_unique<Impl>(stream);
  impl->codec.reset(avcodec_alloc_context3(decoder));
  avcodec_parameters_to_context(impl->codec.get(), &par);
  impl->codec->pkt_timebase = stream.time_base;
  impl->codec->thread_count = 1;
  if (const int error = avcodec_open2(impl->codec.get(), decoder, nullptr); error < 0) {
    return failed(fmt::format("the {} sound cannot be decoded: {}", name, words(error)));
  }
  return std::unique_ptr<AudioDecoder>(new AudioDecoder(std::move(impl)));
}

Status AudioDecoder::decode(const AVPacket* packet, const Take& take) {
  int error = avcodec_send_packet(impl_->codec.get(), packet);
  if (error == AVERROR(EAGAIN)) {
    if (auto status = impl_->take_frames(take); !status) return status;
    error = avcodec_send_packet(impl_->codec.get(), packet);
  }
  // A damaged packet is counted and passed over; its place in time is filled with silence.
  if (error < 0 && error != AVERROR_EOF) ++impl_->report.damaged_packets;
  return impl_->take_frames(take);
}

Status AudioDecoder::Impl::take_frames(const Take& take) {
  while (true) {
    const int error = avcodec_receive_frame(codec.get(), frame.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return ok();
    if (error < 0) {
      ++report.damaged_packets;
      return ok();
    }
    if (auto status = hand_out(*frame, take); !status) return status;
  }
}

// Where the frame belongs on the time line, in frames.
std::int64_t AudioDecoder::Impl::due(const AVFrame& f) const {
  const std::int64_t stamp =
      f.best_effort_timestamp != AV_NOPTS_VALUE ? f.best_effort_timestamp : f.pts;
  if (stamp == AV_NOPTS_VALUE) return next;
  return av_rescale_q(stamp, stream.time_base, {1, rate_hz}) + shift;
}

Status AudioDecoder::Impl::hand_out(const AVFrame& f, const Take& take) {
  if (f.nb_samples == 0) return ok();
  if (auto status = follow_format(f); !status) return status;
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
  auto piece = convert(f);
  if (!piece) return piece.error();
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
    const int again = static_cast<int>(std::min<std::int64_t>(-late, piece->frames));
    for (auto& c : piece->samples)
      c.erase(c.begin(), c.begin() + std::min<std::ptrdiff_t>(again, std::ssize(c)));
    piece->frames -= again;
    report.dropped_frames += again;
    if (piece->frames == 0) return ok();
  }
  piece->first = next;
  next += piece->frames;
  report.frames += piece->frames;
  return take(std::move(*piece));
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

// The first frame decides what is handed out; later changes of format, layout or rate are converted
// to it.
Status AudioDecoder::Impl::follow_format(const AVFrame& f) {
  if (swr && f.format == in_format && f.sample_rate == in_rate_hz &&
      av_channel_layout_compare(&f.ch_layout, &in_layout) == 0) {
    return ok();
  }
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

}  // namespace otoscape::io
