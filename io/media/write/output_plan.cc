// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/output_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr int kAacBitRate = 320'000, kMp3BitRate = 320'000, kOpusBitRate = 256'000,
              kVorbisBitRate = 320'000, kOtherBitRate = 320'000;

struct Container {
  std::string extension;
  const AVOutputFormat* format;
  bool film;
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

Result<Container> container_of(const std::string& out) {
  if (out == "-") return Container{"wav", av_guess_format("wav", nullptr, nullptr), false};
  std::string extension = std::filesystem::path(out).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (extension.empty()) {
    return wrong_usage(
        fmt::format("{}: the extension decides the format: .wav, .flac, .mkv, .mp4, .mov …", out));
  }
  extension.erase(0, 1);
  const bool wave = one_of(extension, {"bwf", "rf64"});
  const auto* format = av_guess_format(wave ? "wav" : nullptr, ("x." + extension).c_str(), nullptr);
  if (format == nullptr || (format->flags & AVFMT_NOFILE) != 0) {
    return wrong_usage(fmt::format(
        "{}: FFmpeg cannot write .{} files; try .wav, .flac, .mkv, .mp4 or .mov", out, extension));
  }
  const bool film =
      one_of(format->name, {"matroska", "webm", "mp4", "mov", "avi", "mpegts", "asf", "flv", "nut",
                            "mxf", "ogv", "3gp", "3g2", "ipod", "mpeg", "vob"}) &&
      !one_of(extension, {"mka", "m4a", "m4b", "wma"});
  return Container{extension, format, film};
}

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

// Codec by the rules: what the source is, and what the container can hold.
std::string codec_for(const StreamInfo& source, const Container& container,
                      const OutputOptions& options) {
  const auto samples =
      options.sample_format.value_or(source.floating ? SampleFormat::f32 : SampleFormat::s24);
  const std::string_view name = container.format->name;
  const std::string pcm = pcm_name(container, samples);
  const bool lossless_kept = one_of(source.codec, {"flac", "alac"});
  if (lossless_kept && !one_of(name, {"mov", "aiff", "wav", "w64", "caf", "au"}) &&
      can_hold(container, source.codec)) {
    return source.codec;
  }
  if (one_of(name, {"wav", "w64", "aiff", "au", "caf"})) return pcm;
  if (name == "flac" || container.extension == "oga") return "flac";
  if (one_of(name, {"matroska", "nut"})) {
    const bool sound_file = container.extension == "mka" && source.lossy;
    return source.lossy ? (sound_file ? source.codec : "flac") : lossless_kept ? "flac" : pcm;
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

int default_bit_rate(const AVCodec& encoder) {
  const AVCodecDescriptor* about = avcodec_descriptor_get(encoder.id);
  if ((about->props & AV_CODEC_PROP_LOSSY) == 0 || one_of(about->name, {"flac", "alac"}) ||
      std::string_view(about->name).starts_with("pcm_")) {
    return 0;
  }
  const auto* rule = std::ranges::find(kRules, std::string_view(about->name), &EncoderRule::codec);
  return rule == std::end(kRules) ? kOtherBitRate : rule->bit_rate;
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

Result<SoundPlan> plan_sound(const StreamInfo& source, const Container& container,
                             const OutputOptions& options) {
  std::string codec = options.codec.empty() ? codec_for(source, container, options) : options.codec;
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
  const int bit_rate = default_bit_rate(*encoder);
  return SoundPlan{encoder->name, samples_of(about->name, options),
                   bit_rate == 0 ? 0 : options.bit_rate.value_or(bit_rate),
                   !options.bit_rate.has_value()};
}

// What of the options, or of the source's quality, this form cannot keep.
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

// Why a stream that is not rendered stays behind; empty: it is copied. "-": without a word.
std::string left_out(const StreamInfo& stream, int index, const Container& container,
                     const OutputOptions& options) {
  if (options.sound_only) {
    return stream.kind == StreamInfo::Kind::picture && !stream.cover_art
               ? "a region gives sound only; --picture keeps the picture"
               : "-";
  }
  const bool sound = stream.kind == StreamInfo::Kind::sound;
  // Time code and chapter streams are written anew from the film's tags and chapters.
  if (stream.kind == StreamInfo::Kind::data && one_of(stream.codec, {"none", "bin_data"}))
    return "-";
  if (!container.film && !stream.cover_art) {
    if (sound)
      return fmt::format("stream {}: .{} files hold one track", index, container.extension);
    return stream.kind == StreamInfo::Kind::picture
               ? fmt::format("the picture is left out: .{} files hold sound only",
                             container.extension)
               : "-";
  }
  if (stream.kind == StreamInfo::Kind::attachment) {
    return one_of(container.format->name, {"matroska", "webm"})
               ? ""
               : fmt::format("the attachment in stream {} is left out: .{} files hold none", index,
                             container.extension);
  }
  if (stream.cover_art && one_of(container.format->name, {"wav", "w64", "aiff", "adts", "ogg"}))
    return "-";
  // These muxers write covers, but their codec query does not report it.
  if (stream.cover_art && one_of(container.format->name, {"mp3", "ipod", "mp4", "mov"}) &&
      one_of(stream.codec, {"mjpeg", "png"})) {
    return "";
  }
  if (can_hold(container, stream.codec)) return "";
  return fmt::format("stream {} ({}) is left out: .{} files cannot hold it", index, stream.codec,
                     container.extension);
}

}  // namespace

Result<OutputPlan> plan_output(const MediaInfo& source, const std::set<int>& rendered,
                               const std::string& out, const OutputOptions& options) {
  const auto container = container_of(out);
  if (!container) return container.error();
  if (!container->film && rendered.size() > 1) {
    return wrong_usage(
        fmt::format(".{} files hold one track; render all tracks into .mkv, .mp4 "
                    "or .mov",
                    container->extension));
  }
  OutputPlan plan{container->format->name, container->film, {}, {}};
  for (int i = 0; i < static_cast<int>(source.streams.size()); ++i) {
    const StreamInfo& stream = source.streams[static_cast<std::size_t>(i)];
    const bool render = rendered.contains(i);
    if (stream.is_joined && !options.keep_original) continue;  // rendered with its left channel
    if (render) {
      auto sound = plan_sound(stream, *container, options);
      if (!sound) return sound.error();
      plan.streams.push_back({i, *sound, false});
      note_losses(stream, *container, options, *sound, plan.notes);
    }
    if (render && !options.keep_original) continue;
    if (render && options.sound_only) {
      plan.notes.push_back("--keep-original needs --picture in a region: only the render was kept");
      continue;
    }
    const std::string reason = left_out(stream, i, *container, options);
    if (reason.empty()) plan.streams.push_back({i, std::nullopt, render || stream.is_joined});
    if (reason.size() > 1 && std::ranges::find(plan.notes, reason) == plan.notes.end())
      plan.notes.push_back(reason);
  }
  return plan;
}

}  // namespace otoscape::io::media
