// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/same_codec.h"

#include <algorithm>
#include <initializer_list>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

bool among(AVCodecID id, std::initializer_list<AVCodecID> list) {
  return std::ranges::find(list, id) != list.end();
}

// Codecs that one code of a stream or program stream stands for, or that differ by packing alone.
bool alike(AVCodecID a, AVCodecID b) {
  if (a == b) return true;
  for (const auto& group :
       {std::initializer_list<AVCodecID>{AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO},
        {AV_CODEC_ID_MP1, AV_CODEC_ID_MP2, AV_CODEC_ID_MP3},
        {AV_CODEC_ID_AAC, AV_CODEC_ID_AAC_LATM},
        {AV_CODEC_ID_ASS, AV_CODEC_ID_SSA},
        {AV_CODEC_ID_SUBRIP, AV_CODEC_ID_TEXT},
        {AV_CODEC_ID_PCM_S16BE, AV_CODEC_ID_PCM_S24BE, AV_CODEC_ID_PCM_DVD,
         AV_CODEC_ID_PCM_BLURAY}}) {
    if (among(a, group) && among(b, group)) return true;
  }
  return false;
}

// Codecs whose packets can repeat the header: a container may leave it out.
bool carries_its_header(AVCodecID id) {
  return among(
      id, {AV_CODEC_ID_H264,  AV_CODEC_ID_HEVC,     AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO,
           AV_CODEC_ID_MPEG4, AV_CODEC_ID_H263,     AV_CODEC_ID_VC1,        AV_CODEC_ID_CAVS,
           AV_CODEC_ID_AV1,   AV_CODEC_ID_VP8,      AV_CODEC_ID_VP9,        AV_CODEC_ID_DIRAC,
           AV_CODEC_ID_MJPEG, AV_CODEC_ID_PRORES,   AV_CODEC_ID_DNXHD,      AV_CODEC_ID_DVVIDEO,
           AV_CODEC_ID_AAC,   AV_CODEC_ID_AAC_LATM, AV_CODEC_ID_AC3,        AV_CODEC_ID_EAC3,
           AV_CODEC_ID_DTS,   AV_CODEC_ID_TRUEHD,   AV_CODEC_ID_MP1,        AV_CODEC_ID_MP2,
           AV_CODEC_ID_MP3,   AV_CODEC_ID_OPUS});
}

bool is_pcm(AVCodecID id) { return av_get_exact_bits_per_sample(id) > 0; }

}  // namespace

bool same_codec(const AVCodecParameters& written, const AVCodecParameters& found) {
  if (written.codec_type != found.codec_type || !alike(written.codec_id, found.codec_id))
    return false;
  const AVMediaType type = written.codec_type;
  if (type != AVMEDIA_TYPE_VIDEO && type != AVMEDIA_TYPE_AUDIO) return true;
  if (written.extradata_size <= 0 || carries_its_header(written.codec_id) ||
      is_pcm(written.codec_id)) {
    return true;
  }
  return found.extradata_size > 0;
}

bool describes_picture(const AVPacketSideData& data, const AVCodecParameters& par) {
  switch (data.type) {
    case AV_PKT_DATA_DISPLAYMATRIX:
    case AV_PKT_DATA_STEREO3D:
    case AV_PKT_DATA_SPHERICAL:
    case AV_PKT_DATA_DOVI_CONF:
      return true;
    case AV_PKT_DATA_MASTERING_DISPLAY_METADATA:
    case AV_PKT_DATA_CONTENT_LIGHT_LEVEL:
      return !among(par.codec_id, {AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_AV1});
    default:
      return false;
  }
}

std::string side_data_name(const AVPacketSideData& data) {
  if (data.type == AV_PKT_DATA_DISPLAYMATRIX) return "rotation";
  const char* name = av_packet_side_data_name(data.type);
  return name != nullptr ? name : "side data";
}

}  // namespace otoscape::io::media
