// SPDX-License-Identifier: Apache-2.0
#include "io/media/media_info.h"

#include <algorithm>
#include <string_view>

#include "io/media/ffmpeg.h"
#include "io/media/speakers.h"

namespace otoscape::io::media {
namespace {

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

// Streams whose key is not in the file: ISO/IEC 14496-12 (enca), iTunes (drms), Audible (aavd,
// aax), and Common Encryption, which FFmpeg describes beside the stream.
bool is_encrypted(const AVStream& stream) {
  for (const char* tag : {"enca", "encv", "drms", "aavd"}) {
    if (stream.codecpar->codec_tag == MKTAG(tag[0], tag[1], tag[2], tag[3])) return true;
  }
  return av_stream_get_side_data(&stream, AV_PKT_DATA_ENCRYPTION_INIT_INFO, nullptr) != nullptr;
}

// Containers whose packets follow one another and have no time of their own: the packets alone, or
// samples behind a header, of which FFmpeg counts times that a damaged header makes hours long.
bool is_untimed(const AVInputFormat& format) {
  constexpr std::string_view kUntimed[] = {"aac",     "ac3", "eac3", "mp3",  "dts",  "dtshd",
                                           "truehd",  "mlp", "flac", "loas", "aptx", "sbc",
                                           "aptx_hd", "wav", "w64",  "aiff", "caf",  "au"};
  return std::ranges::find(kUntimed, std::string_view(format.name)) != std::end(kUntimed);
}

void describe_picture(const AVCodecParameters& par, StreamInfo& info) {
  info.width = par.width;
  info.height = par.height;
  const auto* pixels = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(par.format));
  if (pixels == nullptr) return;
  info.picture_bits = pixels->comp[0].depth;
  info.quarter_chroma = pixels->log2_chroma_w == 1 && pixels->log2_chroma_h == 1;
}

StreamInfo describe(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  StreamInfo info;
  info.kind = kind_of(par);
  info.codec = avcodec_get_name(par.codec_id);
  info.encrypted = is_encrypted(stream);
  info.cover_art = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  if (const auto* tag = av_dict_get(stream.metadata, "language", nullptr, 0))
    info.language = tag->value;
  if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0) {
    info.declared_length = Seconds(static_cast<double>(stream.duration) * av_q2d(stream.time_base));
  }
  if (info.kind == StreamInfo::Kind::sound) {
    info.rate = Hertz(par.sample_rate);
    info.channels = par.ch_layout.nb_channels;
    info.layout = in_mask_order(layout_of(par.ch_layout));
    info.floating = is_floating(par.codec_id);
    info.lossy = is_lossy(par.codec_id);
    info.bits = par.bits_per_raw_sample != 0 ? par.bits_per_raw_sample : par.bits_per_coded_sample;
  }
  if (info.kind == StreamInfo::Kind::picture) describe_picture(par, info);
  return info;
}

// Of an AVI file that was cut off FFmpeg counts what is left; the header's number of frames
// remains.
Seconds counted_length(const AVFormatContext& format, unsigned stream) {
  const AVStream& s = *format.streams[stream];
  if (std::string_view(format.iformat->name) != "avi") return Seconds(0);
  return Seconds(static_cast<double>(s.nb_frames) * av_q2d(s.time_base));
}

}  // namespace

int MediaInfo::picture() const {
  const auto found = std::ranges::find_if(streams, &StreamInfo::is_moving_picture);
  return found == streams.end() ? -1 : static_cast<int>(found - streams.begin());
}

MediaInfo describe(const AVFormatContext& format) {
  MediaInfo info;
  info.container = format.iformat->name;
  if (format.duration > 0) {
    info.declared_length = Seconds(static_cast<double>(format.duration) / AV_TIME_BASE);
  }
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    info.streams.push_back(describe(*format.streams[i]));
    StreamInfo& stream = info.streams.back();
    stream.declared_length = std::max(stream.declared_length, counted_length(format, i));
    if (stream.kind == StreamInfo::Kind::sound) info.tracks.push_back(static_cast<int>(i));
  }
  for (int place = 0; place < static_cast<int>(info.tracks.size()); ++place) {
    const int stream = info.tracks[static_cast<std::size_t>(place)];
    const bool is_default = (format.streams[stream]->disposition & AV_DISPOSITION_DEFAULT) != 0;
    if (info.best_track < 0 || is_default) info.best_track = place;
    if (is_default) break;
  }
  info.is_film = info.picture() >= 0;
  info.has_guessed_times = is_untimed(*format.iformat);
  info.length_is_a_guess = format.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
  return info;
}

}  // namespace otoscape::io::media
