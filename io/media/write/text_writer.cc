// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/text_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "io/media/ffmpeg.h"
#include "io/media/write/container.h"
#include "io/media/write/output_metadata.h"

namespace otoscape::io::media {
namespace {

constexpr AVRational kTick = {1, 1000};

std::int64_t ticks(Seconds time) { return std::llround(time.value() * 1000.0); }

Status add_stream(const TextTrack& track, AVFormatContext& format) {
  const AVCodecDescriptor* about = avcodec_descriptor_get_by_name(track.codec.c_str());
  AVStream* stream = avformat_new_stream(&format, nullptr);
  if (about == nullptr || stream == nullptr) return failed("not enough memory");
  AVCodecParameters& par = *stream->codecpar;
  par.codec_type = AVMEDIA_TYPE_SUBTITLE;
  par.codec_id = about->id;
  stream->time_base = kTick;
  // A player shows the first default track: a subtitle track that was copied is no longer one.
  for (unsigned i = 0; track.is_default && i + 1 < format.nb_streams; ++i) {
    if (format.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE) {
      format.streams[i]->disposition &= ~AV_DISPOSITION_DEFAULT;
    }
  }
  stream->disposition = (track.is_default ? AV_DISPOSITION_DEFAULT : 0) |
                        (track.describes_sound ? AV_DISPOSITION_HEARING_IMPAIRED : 0);
  if (!track.header.empty()) {
    par.extradata =
        static_cast<std::uint8_t*>(av_mallocz(track.header.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (par.extradata == nullptr) return failed("not enough memory");
    std::memcpy(par.extradata, track.header.data(), track.header.size());
    par.extradata_size = static_cast<int>(track.header.size());
  }
  if (!track.language.empty()) {
    av_dict_set(&stream->metadata, "language", track.language.c_str(), 0);
  }
  set_title(track.title, *format.oformat, stream->metadata);
  return ok();
}

Result<Ffmpeg<AVPacket>> packet_of(const TextPacket& text) {
  Ffmpeg<AVPacket> packet(av_packet_alloc());
  if (!packet || av_new_packet(packet.get(), static_cast<int>(text.bytes.size())) < 0) {
    return failed("not enough memory");
  }
  std::memcpy(packet->data, text.bytes.data(), text.bytes.size());
  packet->pts = packet->dts = ticks(text.begin);
  packet->duration = ticks(Seconds(text.begin.value() + text.length.value())) - packet->pts;
  packet->flags |= AV_PKT_FLAG_KEY;
  if (!text.settings.empty()) {
    std::uint8_t* data =
        av_packet_new_side_data(packet.get(), AV_PKT_DATA_WEBVTT_SETTINGS, text.settings.size());
    if (data == nullptr) return failed("not enough memory");
    std::memcpy(data, text.settings.data(), text.settings.size());
  }
  return packet;
}

}  // namespace

std::string text_codec_of(const std::string& muxer) {
  if (muxer == "webm") return "webvtt";
  if (is_matroska(muxer)) return "ass";
  if (one_of(muxer, {"mp4", "mov", "ipod", "ismv"})) return "mov_text";
  return {};
}

Status TextWriter::add(const std::vector<TextTrack>& tracks, AVFormatContext& format) {
  tracks_ = tracks;
  for (const TextTrack& track : tracks_) {
    if (auto status = add_stream(track, format); !status) return status;
    streams_.push_back({static_cast<int>(format.nb_streams) - 1, &track, 0});
  }
  return ok();
}

Status TextWriter::write_until(double time, const Put& put) {
  for (Stream& stream : streams_) {
    const auto& packets = stream.track->packets;
    while (stream.next < packets.size() && packets[stream.next].begin.value() <= time) {
      auto packet = packet_of(packets[stream.next++]);
      if (!packet) return packet.error();
      if (auto status = put(**packet, kTick, stream.to); !status) return status;
    }
  }
  return ok();
}

}  // namespace otoscape::io::media
