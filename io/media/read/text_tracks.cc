// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/text_tracks.h"

#include <algorithm>
#include <map>

#include "io/media/ffmpeg.h"
#include "io/media/read/open_input.h"

namespace otoscape::io::media {
namespace {

Subtitles::Kind kind_of(const AVCodecParameters& par) {
  switch (par.codec_id) {
    case AV_CODEC_ID_SUBRIP:
    case AV_CODEC_ID_TEXT:
    case AV_CODEC_ID_ASS:
    case AV_CODEC_ID_SSA:
    case AV_CODEC_ID_WEBVTT:
    case AV_CODEC_ID_MOV_TEXT:
      return Subtitles::Kind::text;
    default:
      break;
  }
  const AVCodecDescriptor* about = avcodec_descriptor_get(par.codec_id);
  const bool text = about != nullptr && (about->props & AV_CODEC_PROP_TEXT_SUB) != 0;
  return text ? Subtitles::Kind::other_text : Subtitles::Kind::bitmap;
}

std::string tag(const AVStream& stream, const char* key) {
  const auto* found = av_dict_get(stream.metadata, key, nullptr, 0);
  return found != nullptr ? found->value : "";
}

Subtitles describe(const AVStream& stream) {
  const AVCodecParameters& par = *stream.codecpar;
  Subtitles one;
  one.kind = kind_of(par);
  one.track.codec = avcodec_get_name(par.codec_id);
  one.track.language = tag(stream, "language");
  one.track.title = tag(stream, "title");
  one.track.is_default = (stream.disposition & AV_DISPOSITION_DEFAULT) != 0;
  one.track.describes_sound =
      (stream.disposition & (AV_DISPOSITION_HEARING_IMPAIRED | AV_DISPOSITION_CAPTIONS)) != 0;
  if (par.extradata_size > 0) {
    one.track.header.assign(reinterpret_cast<const char*>(par.extradata),
                            static_cast<std::size_t>(par.extradata_size));
  }
  return one;
}

// Where clocks may jump, the file's time line begins with its first packet.
double clock_start(const AVFormatContext& format) {
  const bool runs = (format.iformat->flags & AVFMT_TS_DISCONT) != 0;
  return runs && format.start_time != AV_NOPTS_VALUE
             ? static_cast<double>(format.start_time) / AV_TIME_BASE
             : 0.0;
}

TextPacket packet_of(const AVPacket& packet, const AVStream& stream, double start) {
  const double tick = av_q2d(stream.time_base);
  TextPacket one{Seconds(static_cast<double>(packet.pts) * tick - start),
                 Seconds(static_cast<double>(std::max<std::int64_t>(packet.duration, 0)) * tick),
                 std::string(reinterpret_cast<const char*>(packet.data),
                             static_cast<std::size_t>(packet.size)),
                 {}};
  std::size_t size = 0;
  if (const auto* data = av_packet_get_side_data(&packet, AV_PKT_DATA_WEBVTT_SETTINGS, &size)) {
    one.settings.assign(reinterpret_cast<const char*>(data), size);
  }
  return one;
}

}  // namespace

Result<std::vector<Subtitles>> subtitles(const std::string& path, int track) {
  const auto input = open_input(path);
  if (!input) return input.error();
  std::vector<Subtitles> all;
  std::map<int, std::size_t> wanted;  // place by stream
  for (unsigned i = 0; i < (*input)->nb_streams; ++i) {
    AVStream& stream = *(*input)->streams[i];
    stream.discard = AVDISCARD_ALL;
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_SUBTITLE) continue;
    all.push_back(describe(stream));
    const bool asked = track < 0 || track + 1 == static_cast<int>(all.size());
    if (!asked || all.back().kind != Subtitles::Kind::text) continue;
    stream.discard = AVDISCARD_DEFAULT;
    wanted.emplace(static_cast<int>(i), all.size() - 1);
  }
  const Ffmpeg<AVPacket> packet(av_packet_alloc());
  if (!packet) return failed("not enough memory");
  while (!wanted.empty() && av_read_frame(input->get(), packet.get()) >= 0) {
    const auto place = wanted.find(packet->stream_index);
    if (place != wanted.end() && packet->pts != AV_NOPTS_VALUE) {
      all[place->second].track.packets.push_back(
          packet_of(*packet, *(*input)->streams[packet->stream_index], clock_start(**input)));
    }
    av_packet_unref(packet.get());
  }
  return all;
}

}  // namespace otoscape::io::media
