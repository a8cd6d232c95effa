// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/sound_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/media/ffmpeg.h"
#include "io/media/speakers.h"

namespace otoscape::io::media {
namespace {

constexpr int kAacBitRate = 320'000, kMp3BitRate = 320'000, kOpusBitRate = 256'000,
              kVorbisBitRate = 320'000, kOtherBitRate = 320'000;
constexpr int kMostAc3BitRate = 640'000;  // ETSI TS 102 366, table 4.13
constexpr int kMostOfFlac = 8;

bool can_hold(const Container& container, const std::string& codec) {
  const AVCodecDescriptor* about = avcodec_descriptor_get_by_name(codec.c_str());
  return about != nullptr &&
         avformat_query_codec(container.format, about->id, FF_COMPLIANCE_NORMAL) == 1;
}

std::string pcm_name(const Container& container, SampleFormat samples) {
  const bool big = one_of(container.format->name, {"aiff", "au"});
  switch (samples) {
    case SampleFormat::s16:
      return big ? "pcm_s16be" : "pcm_s16le";
    case SampleFormat::f32:
      return big ? "pcm_f32be" : "pcm_f32le";
    default:
      return big ? "pcm_s24be" : "pcm_s24le";
  }
}

// The codec for a lossy one of the same kind of file.
std::string lossy_for(const Container& container) {
  const std::string_view name = container.format->name;
  if (one_of(name, {"mp4", "ipod", "3gp", "3g2", "adts", "flv", "mpegts"})) return "aac";
  if (name == "mp3") return "mp3";
  if (one_of(name, {"opus", "webm"})) return "opus";
  if (one_of(name, {"ogg", "oga", "ogv"})) {
    return container.extension == "opus" ? "opus" : "vorbis";
  }
  const AVCodecDescriptor* own = avcodec_descriptor_get(container.format->audio_codec);
  return own == nullptr ? "" : own->name;
}

// Codec by the rules: what the source is, and what the container can hold. wide: more than two
// channels, whose layout Matroska has no place for beside PCM.
std::string codec_for(const StreamInfo& source, const Container& container,
                      const OutputOptions& options, bool wide) {
  const auto samples = options.sample_format.value_or(
      source.floating && !options.adm ? SampleFormat::f32 : SampleFormat::s24);
  const std::string_view name = container.format->name;
  const std::string pcm = pcm_name(container, samples);
  const bool lossless_kept = one_of(source.codec, {"flac", "alac"});
  // AVI has a tag for FLAC, but FFmpeg writes it so that players lose its time.
  if (lossless_kept && !one_of(name, {"mov", "avi", "mxf", "aiff", "wav", "w64", "caf", "au"}) &&
      can_hold(container, source.codec)) {
    return source.codec;
  }
  if (one_of(name, {"wav", "w64", "aiff", "au", "caf"})) return pcm;
  if (one_of(name, {"dv", "gxf"})) return "pcm_s16le";  // all that they hold
  if (name == "flac" || container.extension == "oga") return "flac";
  if (one_of(name, {"matroska", "nut"})) {
    const bool sound_file = container.extension == "mka" && source.lossy;
    if (source.lossy) return sound_file ? source.codec : "flac";
    return lossless_kept || wide ? "flac" : pcm;
  }
  if (one_of(name, {"mov", "avi", "mxf"})) return pcm;
  if (source.lossy && !container.film && can_hold(container, source.codec)) return source.codec;
  return lossy_for(container);
}

struct EncoderRule {
  std::string_view codec;
  std::array<std::string_view, 2> encoders;  // the better first
  int bit_rate;
};
constexpr EncoderRule kRules[] = {{"aac", {"aac", ""}, kAacBitRate},
                                  {"mp3", {"libmp3lame", "libshine"}, kMp3BitRate},
                                  {"opus", {"libopus", ""}, kOpusBitRate},
                                  {"vorbis", {"libvorbis", ""}, kVorbisBitRate},
                                  {"flac", {"flac", ""}, 0},
                                  {"alac", {"alac", ""}, 0}};

const AVCodec* encoder_of(const std::string& codec) {
  const auto* rule = std::ranges::find(kRules, codec, &EncoderRule::codec);
  if (rule == std::end(kRules)) {
    if (const AVCodec* named = avcodec_find_encoder_by_name(codec.c_str())) return named;
    const AVCodecDescriptor* about = avcodec_descriptor_get_by_name(codec.c_str());
    return about == nullptr ? nullptr : avcodec_find_encoder(about->id);
  }
  for (std::string_view name : rule->encoders) {
    const AVCodec* found = name.empty() ? nullptr : avcodec_find_encoder_by_name(name.data());
    if (found != nullptr) return found;
  }
  return nullptr;
}

bool takes_rate(const AVCodec& encoder, int rate_hz) {
  if (encoder.supported_samplerates == nullptr) return true;
  for (const int* r = encoder.supported_samplerates; *r != 0; ++r) {
    if (*r == rate_hz) return true;
  }
  return false;
}

int default_bit_rate(const AVCodec& encoder, int channels) {
  const AVCodecDescriptor* about = avcodec_descriptor_get(encoder.id);
  if ((about->props & AV_CODEC_PROP_LOSSY) == 0 ||
      one_of(about->name, {"flac", "alac", "wavpack"}) ||
      std::string_view(about->name).starts_with("pcm_")) {
    return 0;
  }
  const auto* rule = std::ranges::find(kRules, std::string_view(about->name), &EncoderRule::codec);
  const int of_two = rule == std::end(kRules) ? kOtherBitRate : rule->bit_rate;
  const int all = channels > 2 ? of_two / 2 * channels : of_two;
  return encoder.id == AV_CODEC_ID_AC3 ? std::min(all, kMostAc3BitRate) : all;
}

std::optional<SampleFormat> samples_of(std::string_view codec, const OutputOptions& options) {
  if (one_of(codec, {"flac", "alac"})) {
    return options.sample_format == SampleFormat::s16 ? SampleFormat::s16 : SampleFormat::s24;
  }
  if (codec.starts_with("pcm_s16")) return SampleFormat::s16;
  if (codec.starts_with("pcm_s24")) return SampleFormat::s24;
  if (codec.starts_with("pcm_f32")) return SampleFormat::f32;
  return std::nullopt;
}

// Above eight channels the encoders for Matroska and MP4 drop channels or their layout.
Status check_channels(const Container& container, const Layout& surround) {
  const std::string_view muxer = container.format->name;
  const bool none = is_matroska(muxer) || (is_mp4_family(muxer) && muxer != "mov");
  if (surround.channels() <= kMostOfFlac || !none) return ok();
  return wrong_usage(fmt::format(".{} files cannot hold {} sound, {} channels, with its layout; {}",
                                 container.extension, text_of(surround), surround.channels(),
                                 who_holds(surround.channels())));
}

// The model's carrier (ITU-R BS.2088) and its readers have integer samples in WAV and RF64.
Status check_adm(const Container& container, const OutputOptions& options, const SoundPlan& sound) {
  if (!options.adm) return ok();
  if (container.format->name != std::string_view("wav")) {
    return wrong_usage(fmt::format("--adm: .{} files cannot hold ADM; .wav, .bwf and .rf64 can",
                                   container.extension));
  }
  if (sound.samples == SampleFormat::s16 || sound.samples == SampleFormat::s24) return ok();
  return wrong_usage(
      "--adm: ADM describes integer samples; leave --sample-format and "
      "--audio-codec out, or say s16 or s24");
}

}  // namespace

std::string who_holds(int channels) {
  if (channels > kMostOfFlac) return ".mov, .wav, .w64 and .caf can, as PCM";
  return ".mkv and .flac can, as FLAC, and .mov, .wav, .w64 and .caf, as PCM";
}

Result<SoundPlan> plan_sound(const StreamInfo& source, const Container& container,
                             const OutputOptions& options, const Layout& surround) {
  if (auto status = check_channels(container, surround); !status) return status.error();
  const bool wide = surround.channels() > 2;
  std::string codec =
      options.codec.empty() ? codec_for(source, container, options, wide) : options.codec;
  if (codec == "pcm")
    codec = pcm_name(container, options.sample_format.value_or(SampleFormat::s24));
  const AVCodec* encoder = encoder_of(codec);
  if (encoder == nullptr || encoder->type != AVMEDIA_TYPE_AUDIO) {
    return wrong_usage(fmt::format(
        "this FFmpeg has no encoder for {} sound; --audio-codec takes another, such as flac, "
        "aac or pcm",
        codec));
  }
  const AVCodecDescriptor* about = avcodec_descriptor_get(encoder->id);
  if (avformat_query_codec(container.format, encoder->id, FF_COMPLIANCE_NORMAL) == 0) {
    return wrong_usage(
        fmt::format(".{} files cannot hold {} sound; choose another --audio-codec "
                    "or another extension, such as .mkv",
                    container.extension, about->name));
  }
  const int rate_hz = static_cast<int>(source.rate.value());
  if (!takes_rate(*encoder, rate_hz)) {
    return wrong_usage(
        fmt::format("{} cannot hold {} Hz; choose a lossless format such as .flac, "
                    ".wav or .mkv with --audio-codec flac",
                    about->name, rate_hz));
  }
  const int bit_rate = default_bit_rate(*encoder, surround.channels());
  SoundPlan plan{encoder->name, samples_of(about->name, options),
                 bit_rate == 0 ? 0 : options.bit_rate.value_or(bit_rate),
                 !options.bit_rate.has_value()};
  if (auto status = check_adm(container, options, plan); !status) return status.error();
  return plan;
}

void note_losses(const StreamInfo& source, const Container& container, const OutputOptions& options,
                 const SoundPlan& sound, std::vector<std::string>& notes) {
  if (options.sample_format && sound.samples != options.sample_format) {
    notes.push_back(
        fmt::format("--sample-format has no meaning for {} and was left aside", sound.encoder));
  }
  if (options.bit_rate && sound.bit_rate == 0) {
    notes.push_back(
        fmt::format("--audio-bitrate has no meaning for {}, which is lossless", sound.encoder));
  }
  const bool matroska = one_of(container.format->name, {"matroska", "nut"});
  if (matroska && source.floating && sound.encoder == "flac" && options.codec.empty()) {
    notes.push_back(fmt::format(
        ".{} files hold float sound without the layout of its channels: it became 24-bit FLAC; "
        ".mov and .wav keep both",
        container.extension));
  }
  if (!source.lossy && sound.bit_rate != 0 && options.codec.empty()) {
    notes.push_back(fmt::format(".{} files cannot hold {}: the sound became {} at {} kb/s",
                                container.extension, source.codec, sound.encoder,
                                sound.bit_rate / 1000));
  }
  if (container.format->name == std::string_view("adts")) {
    notes.push_back(
        "raw AAC has no place for its encoder's delay: the sound comes 1024 frames late; "
        ".m4a keeps time");
  }
}

}  // namespace otoscape::io::media
