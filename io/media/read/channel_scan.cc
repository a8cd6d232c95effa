// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/channel_scan.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "io/media/ffmpeg.h"
#include "io/media/read/open_input.h"

namespace otoscape::io::media {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_ogg(const AVFormatContext& format) {
  return std::string_view(format.iformat->name) == "ogg";
}

bool can_change(const AVFormatContext& format, const AVCodecParameters& par) {
  switch (par.codec_id) {
    case AV_CODEC_ID_AAC:
      return par.extradata_size == 0;  // else the header is the container's
    case AV_CODEC_ID_MP2:
    case AV_CODEC_ID_MP3:
    case AV_CODEC_ID_AC3:
    case AV_CODEC_ID_EAC3:
      return true;
    case AV_CODEC_ID_VORBIS:
    case AV_CODEC_ID_OPUS:
    case AV_CODEC_ID_FLAC:
      return is_ogg(format);
    default:
      return false;
  }
}

// ISO/IEC 11172-3, 2.4.2.3: mode 11 is one channel.
bool mpeg_has_more(Bytes b) {
  return b.size() >= 4 && b[0] == 0xff && (b[1] & 0xe0) == 0xe0 && (b[3] >> 6) != 3;
}

// ISO/IEC 13818-7, table 8: channel_configuration; 0 is given elsewhere in the frame.
bool adts_has_more(Bytes b) {
  if (b.size() < 7 || b[0] != 0xff || (b[1] & 0xf6) != 0xf0) return false;
  return ((b[2] & 1) << 2 | b[3] >> 6) > 1;
}

// ETSI TS 102 366: acmod 1 is one channel, in AC-3 (bsid up to 10) and in E-AC-3.
bool ac3_has_more(Bytes b) {
  if (b.size() < 7 || b[0] != 0x0b || b[1] != 0x77) return false;
  const bool enhanced = (b[5] >> 3) > 10;
  return enhanced ? (b[4] >> 1 & 7) != 1 : (b[6] >> 5) != 1;
}

// The first header of a new link, in the packet or beside it: channels are byte 11 of Vorbis' and
// byte 9 of Opus' (RFC 7845, 5.1); FLAC's lie in STREAMINFO (RFC 9639, 8.2), bits 100 to 102.
bool ogg_has_more(Bytes b) {
  const std::string_view text(reinterpret_cast<const char*>(b.data()), b.size());
  if (text.size() > 11 && text.starts_with("\x01vorbis")) return b[11] > 1;
  if (text.size() > 9 && text.starts_with("OpusHead")) return b[9] > 1;
  // Mapping header (13 bytes), block header (4), then STREAMINFO.
  if (text.size() > 30 && text.starts_with("\x7f"
                                           "FLAC"))
    return (b[29] >> 1 & 7) > 0;
  return false;
}

bool has_more(AVCodecID codec, const AVPacket& packet) {
  const Bytes bytes(packet.data, static_cast<std::size_t>(std::max(packet.size, 0)));
  switch (codec) {
    case AV_CODEC_ID_AAC:
      return adts_has_more(bytes);
    case AV_CODEC_ID_MP2:
    case AV_CODEC_ID_MP3:
      return mpeg_has_more(bytes);
    case AV_CODEC_ID_AC3:
    case AV_CODEC_ID_EAC3:
      return ac3_has_more(bytes);
    default: {
      if (ogg_has_more(bytes)) return true;
      std::size_t size = 0;
      const auto* data = av_packet_get_side_data(&packet, AV_PKT_DATA_NEW_EXTRADATA, &size);
      // Vorbis' headers are laced: a count, their sizes, then the first of them.
      if (data == nullptr || size < 20) return false;
      for (std::size_t at = 0; at < 8; ++at) {
        if (ogg_has_more({data + at, size - at})) return true;
      }
      return false;
    }
  }
}

}  // namespace

void find_later_channels(const std::string& path, const AVFormatContext& format, MediaInfo& info) {
  std::set<int> open;
  for (int track : info.tracks) {
    const bool mono = info.streams[static_cast<std::size_t>(track)].channels == 1;
    if (mono && can_change(format, *format.streams[track]->codecpar)) open.insert(track);
  }
  if (open.empty()) return;
  auto again = open_input(path);
  if (!again) return;
  AVFormatContext& input = **again;
  for (unsigned i = 0; i < input.nb_streams; ++i) {
    if (!open.contains(static_cast<int>(i))) input.streams[i]->discard = AVDISCARD_ALL;
  }
  while (!open.empty()) {
    const Packet packet(av_packet_alloc());
    if (av_read_frame(&input, packet.get()) < 0) return;
    const int stream = packet->stream_index;
    if (!open.contains(stream)) continue;
    // A new link of Ogg changes the stream's parameters.
    const AVCodecParameters& par = *input.streams[stream]->codecpar;
    if (par.ch_layout.nb_channels < 2 && !has_more(par.codec_id, *packet)) continue;
    StreamInfo& about = info.streams[static_cast<std::size_t>(stream)];
    about.channels = 2;
    about.layout = {Speaker::front_left, Speaker::front_right};
    open.erase(stream);
  }
}

}  // namespace otoscape::io::media
