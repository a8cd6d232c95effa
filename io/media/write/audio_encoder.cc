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
#include "io/media/write/encoding_form.h"
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

bool is_written(AVSampleFormat format) {
  const auto packed = av_get_packed_sample_fmt(format);
  return packed == AV_SAMPLE_FMT_S16 || packed == AV_SAMPLE_FMT_S32 || packed == AV_SAMPLE_FMT_FLT;
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

// Opus of five and seven channels comes back from FFmpeg 5.1 with centre and surrounds in each
// other's places (measured), so that it is not written.
//
// The standard forms of AAC (ISO/IEC 14496-3, table 1.19) have their surrounds under FFmpeg's name
// back; of others FFmpeg reads the channels without their layout.
std::vector<EncodingForm> forms_to_try(const AVCodec& encoder, const StreamSpec& spec) {
  const Layout &own = spec.surround, twin = twin_of(own);
  const EncodingForm as_own{{{own, own}}, {}}, as_twin{{{twin, twin}}, {}};
  if (encoder.id == AV_CODEC_ID_OPUS && (own.channels() == 5 || own.channels() == 7)) return {};
  if (encoder.id == AV_CODEC_ID_AAC) {
    for (const Layout& layout : {own, twin}) {
      if (const auto form = aac_form(layout)) return {*form};
    }
  }
  if (twin.channels() == 0) return {as_own};
  const bool is_side = own.channel_of(Speaker::side_left).has_value();
  if (encoder.id == AV_CODEC_ID_AAC && is_side) return {as_twin};
  return {as_own, as_twin};
}

// layout: empty for one or two channels. Its channels get their share of the bit rate.
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
  c.bit_rate = av_rescale(c.bit_rate, c.ch_layout.nb_channels, spec.channels());
  c.flags |= AV_CODEC_FLAG_BITEXACT;
  c.thread_count = 1;
  return codec;
}

Status not_joined() {
  return failed(
      "this FFmpeg's AAC encoder writes blocks that cannot be joined; choose "
      "--audio-codec flac or pcm");
}

}  // namespace

ConstBlock<FullScaleUnit> same_in_all(std::span<const float> samples, int channels) {
  std::array<const float*, kMostChannels> data;
  data.fill(samples.data());
  return {std::span<const float* const>(data).first(static_cast<std::size_t>(channels)),
          static_cast<int>(samples.size())};
}

struct AudioEncoder::Impl {
  struct Part {
    Ffmpeg<AVCodecContext> codec;
    Ffmpeg<AVFrame> frame{av_frame_alloc()};
    Ffmpeg<AVPacket> packet{av_packet_alloc()};

    int channels() const { return codec->ch_layout.nb_channels; }
  };
  explicit Impl(std::uint64_t seed) : writer(seed) {
    std::iota(source_of.begin(), source_of.end(), 0);
  }
  Status describe(const EncodingForm& form);
  Status new_frames();
  void fill(ConstBlock<FullScaleUnit> sound, int from, int count);
  Status send_frames(const Take& take);
  Status take_packets(const Take& take);
  Status join();

  std::vector<Part> parts;
  Ffmpeg<AVCodecParameters> parameters{avcodec_parameters_alloc()};
  SampleWriter writer;
  std::array<int, kMostChannels> source_of;  // channel of the sound, by the parts' channels
  int frame_size = 0, filled = 0, tag = 0;
  std::int64_t next = 0;
};

AudioEncoder::AudioEncoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioEncoder::~AudioEncoder() = default;
const AVCodecParameters& AudioEncoder::parameters() const { return *impl_->parameters; }
void AudioEncoder::start_at(std::int64_t frame) { impl_->next = frame; }

Result<std::unique_ptr<AudioEncoder>> AudioEncoder::open(const SoundPlan& plan,
                                                         const StreamSpec& spec, bool header_apart,
                                                         std::uint64_t seed) {
  const AVCodec* encoder = avcodec_find_encoder_by_name(plan.encoder.c_str());
  int error = 0;
  for (const EncodingForm& form : forms_to_try(*encoder, spec)) {
    auto impl = std::make_unique<Impl>(seed);
    for (const auto& [told, sound] : form.parts) {
      auto codec = context_of(*encoder, plan, spec, told);
      if (!is_written(codec->sample_fmt)) {
        return wrong_usage(
            fmt::format("{} sound has samples that are not written here; choose pcm with "
                        "--sample-format s16, s24 or f32",
                        encoder->name));
      }
      if (header_apart) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
      error = avcodec_open2(codec.get(), encoder, nullptr);
      if (error < 0) break;
      impl->parts.push_back({std::move(codec)});
    }
    if (error < 0) continue;
    for (const Route& route : routes_between(spec.surround, form.sound()))
      impl->source_of[static_cast<std::size_t>(route.to)] = route.from;
    if (auto status = impl->describe(form); !status) return status.error();
    return std::unique_ptr<AudioEncoder>(new AudioEncoder(std::move(impl)));
  }
  if (spec.channels() > 2) {
    return wrong_usage(fmt::format("{} cannot hold {} sound; {}", encoder->name,
                                   text_of(spec.surround), who_holds(spec.channels())));
  }
  return failed(fmt::format("{} sound of {} Hz and {} channels cannot be encoded: {}",
                            encoder->name, spec.rate.value(), spec.channels(), words(error)));
}

Status AudioEncoder::Impl::describe(const EncodingForm& form) {
  const AVCodecContext& codec = *parts[0].codec;
  frame_size = codec.frame_size > 0 ? codec.frame_size : kFreeFrameSize;
  tag = form.tag;
  AVCodecParameters& par = *parameters;
  if (avcodec_parameters_from_context(&par, &codec) < 0) return failed("not enough memory");
  if (!form.program) return ok();
  set_layout(form.sound(), form.sound().channels(), par.ch_layout);
  for (std::size_t i = 1; i < parts.size(); ++i) par.bit_rate += parts[i].codec->bit_rate;
  if (codec.extradata_size < 2) return failed("the AAC encoder does not describe its sound");
  const auto config =
      aac_config({codec.extradata, static_cast<std::size_t>(codec.extradata_size)}, *form.program);
  auto* data = static_cast<std::uint8_t*>(av_mallocz(config.size() + AV_INPUT_BUFFER_PADDING_SIZE));
  if (data == nullptr) return failed("not enough memory");
  std::ranges::copy(config, data);
  av_freep(&par.extradata);
  par.extradata = data;
  par.extradata_size = static_cast<int>(config.size());
  return ok();
}

Status AudioEncoder::Impl::new_frames() {
  for (const Part& part : parts) {
    AVFrame& frame = *part.frame;
    av_frame_unref(&frame);
    frame.nb_samples = frame_size;
    frame.format = part.codec->sample_fmt;
    frame.sample_rate = part.codec->sample_rate;
    av_channel_layout_copy(&frame.ch_layout, &part.codec->ch_layout);
    if (av_frame_get_buffer(&frame, 0) < 0) return failed("not enough memory");
  }
  return ok();
}

void AudioEncoder::Impl::fill(ConstBlock<FullScaleUnit> sound, int from, int count) {
  std::size_t source = 0;
  for (const Part& part : parts) {
    for (int c = 0; c < part.channels(); ++c) {
      const auto samples =
          sound.channel(source_of[source++])
              .subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count));
      writer.write(samples, c, filled, *part.frame);
    }
  }
  filled += count;
}

Status AudioEncoder::Impl::send_frames(const Take& take) {
  for (const Part& part : parts) {
    part.frame->nb_samples = filled;
    part.frame->pts = next;
    const int error = avcodec_send_frame(part.codec.get(), part.frame.get());
    if (error < 0) return failed("the sound cannot be encoded: " + words(error));
  }
  next += filled;
  filled = 0;
  return take_packets(take);
}

// Encoders of one kind, and with the same frames, have the same delay.
Status AudioEncoder::Impl::take_packets(const Take& take) {
  while (true) {
    for (const Part& part : parts) {
      const int error = avcodec_receive_packet(part.codec.get(), part.packet.get());
      const bool none = error == AVERROR(EAGAIN) || error == AVERROR_EOF;
      if (none && &part == &parts.front()) return ok();
      if (none) return not_joined();
      if (error < 0) return failed("the sound cannot be encoded: " + words(error));
    }
    if (parts.size() > 1) {
      if (auto status = join(); !status) return status;
    }
    if (auto status = take(*parts[0].packet); !status) return status;
    for (const Part& part : parts) av_packet_unref(part.packet.get());
  }
}

// The first part's packet becomes that of both.
Status AudioEncoder::Impl::join() {
  AVPacket &first = *parts[0].packet, &second = *parts[1].packet;
  const auto block = joined_blocks({first.data, static_cast<std::size_t>(first.size)},
                                   {second.data, static_cast<std::size_t>(second.size)}, tag);
  if (!block || first.pts != second.pts) return not_joined();
  const Ffmpeg<AVPacket> joined(av_packet_alloc());
  if (!joined || av_new_packet(joined.get(), static_cast<int>(block->size())) < 0 ||
      av_packet_copy_props(joined.get(), &first) < 0) {
    return failed("not enough memory");
  }
  std::ranges::copy(*block, joined->data);
  av_packet_unref(&first);
  av_packet_move_ref(&first, joined.get());
  return ok();
}

Status AudioEncoder::encode(ConstBlock<FullScaleUnit> sound, const Take& take) {
  Impl& e = *impl_;
  for (int done = 0; done < sound.frames();) {
    if (e.filled == 0) {
      if (auto status = e.new_frames(); !status) return status;
    }
    const int count = std::min(e.frame_size - e.filled, sound.frames() - done);
    e.fill(sound, done, count);
    done += count;
    if (e.filled < e.frame_size) continue;
    if (auto status = e.send_frames(take); !status) return status;
  }
  return ok();
}

Status AudioEncoder::finish(const Take& take) {
  Impl& e = *impl_;
  if (e.filled > 0) {
    if (auto status = e.send_frames(take); !status) return status;
  }
  for (const Impl::Part& part : e.parts) avcodec_send_frame(part.codec.get(), nullptr);
  return e.take_packets(take);
}

}  // namespace otoscape::io::media
