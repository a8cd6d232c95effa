// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/audio_encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "io/media/ffmpeg.h"
#include "io/media/read/fold.h"
#include "io/media/speakers.h"
#include "io/media/write/sample_writer.h"

namespace otoscape::io::media {
namespace {

constexpr int kFreeFrameSize = 4096;  // for encoders that take any

// The encoder's sample format that is nearest to `wanted`; else the first in its list.
AVSampleFormat choose_format(const AVCodec& encoder, std::optional<SampleFormat> wanted) {
  const auto offers = [&](AVSampleFormat format) {
    for (const auto* f = encoder.sample_fmts; f != nullptr && *f != AV_SAMPLE_FMT_NONE; ++f) {
      if (*f == format) return true;
    }
    return encoder.sample_fmts == nullptr;
  };
  std::vector<AVSampleFormat> order = {AV_SAMPLE_FMT_FLTP, AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_S32P,
                                       AV_SAMPLE_FMT_S32,  AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P};
  if (wanted == SampleFormat::s16) order = {AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P};
  if (wanted == SampleFormat::s24) order = {AV_SAMPLE_FMT_S32, AV_SAMPLE_FMT_S32P};
  for (AVSampleFormat format : order) {
    if (offers(format)) return format;
  }
  return encoder.sample_fmts == nullptr ? AV_SAMPLE_FMT_FLTP : encoder.sample_fmts[0];
}

// MPEG-2 and 2.5 rates of layer III end at 160 and 64 kb/s; what Vorbis can reach depends on rate
// and channels, so it gets its best quality instead.
void set_quality(AVCodecContext& c, const SoundPlan& plan) {
  c.bit_rate = plan.bit_rate;
  if (c.codec_id == AV_CODEC_ID_MP3 && c.sample_rate < 32000) {
    c.bit_rate = std::min(plan.bit_rate, c.sample_rate >= 16000 ? 160'000 : 64'000);
  }
  if (c.codec_id == AV_CODEC_ID_VORBIS && plan.is_default_bit_rate) {
    c.bit_rate = 0;
    c.flags |= AV_CODEC_FLAG_QSCALE;
    c.global_quality = 10 * FF_QP2LAMBDA;
  }
}

// The standard forms of AAC (ISO/IEC 14496-3, table 1.19) have their surrounds under FFmpeg's name
// back; of others FFmpeg reads the channels without their layout.
std::vector<Layout> layouts_to_try(const AVCodec& encoder, const StreamSpec& spec) {
  const Layout &own = spec.surround, twin = twin_of(own);
  if (twin.channels() == 0) return {own};
  const bool is_side = own.channel_of(Speaker::side_left).has_value();
  if (encoder.id == AV_CODEC_ID_AAC && is_side) return {twin};
  return {own, twin};
}

Ffmpeg<AVCodecContext> context_of(const AVCodec& encoder, const SoundPlan& plan,
                                  const StreamSpec& spec, const Layout& layout) {
  Ffmpeg<AVCodecContext> codec(avcodec_alloc_context3(&encoder));
  AVCodecContext& c = *codec;
  c.sample_rate = static_cast<int>(spec.rate.value());
  c.time_base = {1, c.sample_rate};
  set_layout(layout, spec.channels(), c.ch_layout);
  c.sample_fmt = choose_format(encoder, plan.samples);
  if (plan.samples == SampleFormat::s24) c.bits_per_raw_sample = 24;
  set_quality(c, plan);
  c.flags |= AV_CODEC_FLAG_BITEXACT;
  c.thread_count = 1;
  return codec;
}

}  // namespace

ConstBlock<FullScaleUnit> same_in_all(std::span<const float> samples, int channels) {
  std::array<const float*, kMostChannels> data;
  data.fill(samples.data());
  return {std::span<const float* const>(data).first(static_cast<std::size_t>(channels)),
          static_cast<int>(samples.size())};
}

struct AudioEncoder::Impl {
  explicit Impl(std::uint64_t seed) : writer(seed) {
    std::iota(source_of.begin(), source_of.end(), 0);
  }
  Status new_frame();
  Status send(AVFrame* f, const Take& take);

  Ffmpeg<AVCodecContext> codec;
  Ffmpeg<AVFrame> frame{av_frame_alloc()};
  Ffmpeg<AVPacket> packet{av_packet_alloc()};
  SampleWriter writer;
  std::array<int, kMostChannels> source_of;  // channel of the sound, by the codec's
  int frame_size = 0, filled = 0;
  std::int64_t next = 0;
};

AudioEncoder::AudioEncoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioEncoder::~AudioEncoder() = default;
const AVCodecContext& AudioEncoder::context() const { return *impl_->codec; }
void AudioEncoder::start_at(std::int64_t frame) { impl_->next = frame; }

Result<std::unique_ptr<AudioEncoder>> AudioEncoder::open(const SoundPlan& plan,
                                                         const StreamSpec& spec, bool header_apart,
                                                         std::uint64_t seed) {
  const AVCodec* encoder = avcodec_find_encoder_by_name(plan.encoder.c_str());
  auto impl = std::make_unique<Impl>(seed);
  int error = 0;
  for (const Layout& layout : layouts_to_try(*encoder, spec)) {
    auto codec = context_of(*encoder, plan, spec, layout);
    const auto packed = av_get_packed_sample_fmt(codec->sample_fmt);
    if (packed != AV_SAMPLE_FMT_S16 && packed != AV_SAMPLE_FMT_S32 && packed != AV_SAMPLE_FMT_FLT) {
      return wrong_usage(
          fmt::format("{} sound has samples that are not written here; choose pcm with "
                      "--sample-format s16, s24 or f32",
                      encoder->name));
    }
    if (header_apart) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    error = avcodec_open2(codec.get(), encoder, nullptr);
    if (error < 0) continue;
    for (const Route& route : routes_between(spec.surround, layout))
      impl->source_of[static_cast<std::size_t>(route.to)] = route.from;
    impl->frame_size = codec->frame_size > 0 ? codec->frame_size : kFreeFrameSize;
    impl->codec = std::move(codec);
    return std::unique_ptr<AudioEncoder>(new AudioEncoder(std::move(impl)));
  }
  if (spec.channels() > 2) {
    return wrong_usage(fmt::format("{} cannot hold {} sound; {}", encoder->name,
                                   text_of(spec.surround), who_holds(spec.channels())));
  }
  return failed(fmt::format("{} sound of {} Hz and {} channels cannot be encoded: {}",
                            encoder->name, spec.rate.value(), spec.channels(), words(error)));
}

Status AudioEncoder::Impl::new_frame() {
  av_frame_unref(frame.get());
  frame->nb_samples = frame_size;
  frame->format = codec->sample_fmt;
  frame->sample_rate = codec->sample_rate;
  av_channel_layout_copy(&frame->ch_layout, &codec->ch_layout);
  if (av_frame_get_buffer(frame.get(), 0) < 0) return failed("not enough memory");
  return ok();
}

Status AudioEncoder::Impl::send(AVFrame* f, const Take& take) {
  int error = avcodec_send_frame(codec.get(), f);
  while (error >= 0) {
    error = avcodec_receive_packet(codec.get(), packet.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return ok();
    if (error < 0) break;
    if (auto status = take(*packet); !status) return status;
    av_packet_unref(packet.get());
  }
  return failed("the sound cannot be encoded: " + words(error));
}

Status AudioEncoder::encode(ConstBlock<FullScaleUnit> sound, const Take& take) {
  Impl& e = *impl_;
  for (int done = 0; done < sound.frames();) {
    if (e.filled == 0) {
      if (auto status = e.new_frame(); !status) return status;
    }
    const int count = std::min(e.frame_size - e.filled, sound.frames() - done);
    for (int c = 0; c < e.codec->ch_layout.nb_channels; ++c) {
      const auto part =
          sound.channel(e.source_of[static_cast<std::size_t>(c)])
              .subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(count));
      e.writer.write(part, c, e.filled, *e.frame);
    }
    e.filled += count;
    done += count;
    if (e.filled < e.frame_size) continue;
    e.frame->pts = e.next;
    e.next += e.filled;
    e.filled = 0;
    if (auto status = e.send(e.frame.get(), take); !status) return status;
  }
  return ok();
}

Status AudioEncoder::finish(const Take& take) {
  Impl& e = *impl_;
  if (e.filled > 0) {
    e.frame->nb_samples = e.filled;
    e.frame->pts = e.next;
    e.next += e.filled;
    e.filled = 0;
    if (auto status = e.send(e.frame.get(), take); !status) return status;
  }
  return e.send(nullptr, take);
}

}  // namespace otoscape::io::media
