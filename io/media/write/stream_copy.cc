// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/stream_copy.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>

#include "io/media/ffmpeg.h"
#include "io/media/write/container.h"
#include "io/media/write/output_metadata.h"

namespace otoscape::io::media {
namespace {

// Whether an HEVC header (ISO/IEC 14496-15, 8.3.3.1, or a byte stream) holds the picture's
// parameter sets: video, sequence and picture, NAL units 32, 33 and 34.
bool has_parameter_sets(const AVCodecParameters& par) {
  const std::span bytes(par.extradata, static_cast<std::size_t>(std::max(par.extradata_size, 0)));
  bool found[3] = {};
  const auto note = [&](unsigned type) {
    if (type >= 32 && type <= 34) found[type - 32] = true;
  };
  if (bytes.size() > 23 && bytes[0] == 1) {
    std::size_t at = 23;
    for (int arrays = bytes[22]; arrays > 0 && at + 3 <= bytes.size(); --arrays) {
      const int count = bytes[at + 1] << 8 | bytes[at + 2];
      if (count > 0) note(bytes[at] & 0x3fu);
      at += 3;
      for (int i = 0; i < count && at + 2 <= bytes.size(); ++i)
        at += 2u + static_cast<std::size_t>(bytes[at] << 8 | bytes[at + 1]);
    }
  } else {
    for (std::size_t at = 0; at + 4 <= bytes.size(); ++at) {
      if (bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1) note(bytes[at + 3] >> 1);
    }
  }
  return found[0] && found[1] && found[2];
}

// The tag names the codec in one family of containers; in another it may name something else.
unsigned codec_tag(const AVOutputFormat& format, const AVCodecParameters& in) {
  constexpr unsigned kHvc1 = MKTAG('h', 'v', 'c', '1'), kHev1 = MKTAG('h', 'e', 'v', '1');
  unsigned own = 0;
  const bool fits = format.codec_tag == nullptr ||
                    av_codec_get_id(format.codec_tag, in.codec_tag) == in.codec_id ||
                    av_codec_get_tag2(format.codec_tag, in.codec_id, &own) == 0;
  const unsigned tag = fits ? in.codec_tag : 0;
  // AVI's own tag for H.264 stands for a byte stream; avc1 for what Matroska and MP4 hold.
  if (in.codec_id == AV_CODEC_ID_H264 && format.name == std::string_view("avi") && tag == 0 &&
      in.extradata_size > 0 && in.extradata[0] == 1) {
    return MKTAG('a', 'v', 'c', '1');
  }
  // QuickTime and its kin play HEVC only as hvc1, whose parameter sets stand in the header.
  if (in.codec_id == AV_CODEC_ID_HEVC && is_mp4_family(format.name) && (tag == 0 || tag == kHev1) &&
      has_parameter_sets(in)) {
    return kHvc1;
  }
  return tag;
}

void copy_side_data(const AVStream& in, AVStream& out) {
  for (int i = 0; i < in.nb_side_data; ++i) {
    const AVPacketSideData& data = in.side_data[i];
    if (std::uint8_t* to = av_stream_new_side_data(&out, data.type, data.size)) {
      std::copy_n(data.data, data.size, to);
    }
  }
}

const char* image_type(AVCodecID id) {
  switch (id) {
    case AV_CODEC_ID_PNG:
      return "image/png";
    case AV_CODEC_ID_GIF:
      return "image/gif";
    case AV_CODEC_ID_BMP:
      return "image/bmp";
    case AV_CODEC_ID_TIFF:
      return "image/tiff";
    case AV_CODEC_ID_WEBP:
      return "image/webp";
    default:
      return "image/jpeg";
  }
}

// In Matroska a cover is an attached file with a name and a type.
Status make_attachment(const AVStream& in, AVStream& out) {
  AVCodecParameters& par = *out.codecpar;
  const AVPacket& picture = in.attached_pic;
  const auto size = static_cast<std::size_t>(picture.size);
  av_freep(&par.extradata);
  par.extradata_size = 0;
  par.extradata = static_cast<std::uint8_t*>(av_mallocz(size + AV_INPUT_BUFFER_PADDING_SIZE));
  if (par.extradata == nullptr) return failed("not enough memory");
  std::memcpy(par.extradata, picture.data, size);
  par.extradata_size = picture.size;
  par.codec_type = AVMEDIA_TYPE_ATTACHMENT;
  const std::string type = image_type(par.codec_id);
  std::string ending = type.substr(type.find('/') + 1);
  if (ending == "jpeg") ending = "jpg";
  av_dict_set(&out.metadata, "mimetype", type.c_str(), AV_DICT_DONT_OVERWRITE);
  av_dict_set(&out.metadata, "filename", ("cover." + ending).c_str(), AV_DICT_DONT_OVERWRITE);
  out.disposition = 0;
  return ok();
}

void copy_picture(const AVStream& in, const AVOutputFormat& format, AVStream& out) {
  AVCodecParameters& par = *out.codecpar;
  // Where container and codec differ, the container corrects the codec, as for films from DVDs.
  // Muxers refuse two ratios.
  const AVRational aspect =
      in.sample_aspect_ratio.num > 0 ? in.sample_aspect_ratio : par.sample_aspect_ratio;
  out.sample_aspect_ratio = par.sample_aspect_ratio = aspect;
  out.avg_frame_rate = in.avg_frame_rate;
  out.r_frame_rate = in.r_frame_rate;
  if (!counts_in_frames(format.name)) return;
  const AVRational rate =
      format.name == std::string_view("avi") ? in.r_frame_rate : in.avg_frame_rate;
  constexpr double kFastest = 240.0;  // frames per second; above it is a clock's tick
  if (rate.num > 0 && rate.den > 0 && av_q2d(rate) <= kFastest) out.time_base = av_inv_q(rate);
}

// Whether the handler's name is the one that muxers give all of a kind, such as "SoundHandler".
bool has_plain_handler(const AVDictionary* tags) {
  const auto* name = av_dict_get(tags, "handler_name", nullptr, 0);
  return name == nullptr || std::string_view(name->value).ends_with("Handler");
}

void keep_title(const AVOutputFormat& format, AVDictionary*& tags) {
  const auto* title = av_dict_get(tags, "title", nullptr, 0);
  if (title != nullptr) set_title(std::string(title->value), format, tags);
}

// What FFmpeg's demuxers note as the size of a block is that of one packet; to muxers it says that
// all are so long.
void free_block_size(AVCodecParameters& par) {
  if (par.codec_id == AV_CODEC_ID_AC3 ||
      (par.codec_id == AV_CODEC_ID_MP3 &&
       (par.block_align == 1 || par.block_align == 576 || par.block_align == 1152))) {
    par.block_align = 0;
  }
}

}  // namespace

bool is_attached(const AVStream& in, const AVFormatContext& out) {
  return (in.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0 && in.attached_pic.size > 0 &&
         out.oformat->name == std::string_view("matroska");
}

Status add_copied_stream(const AVStream& in, bool original, AVFormatContext& format) {
  AVStream* out = avformat_new_stream(&format, nullptr);
  if (out == nullptr || avcodec_parameters_copy(out->codecpar, in.codecpar) < 0)
    return failed("not enough memory");
  AVCodecParameters& par = *out->codecpar;
  par.codec_tag = codec_tag(*format.oformat, *in.codecpar);
  out->time_base = in.time_base;
  out->disposition = original ? in.disposition & ~AV_DISPOSITION_DEFAULT : in.disposition;
  if (par.codec_type == AVMEDIA_TYPE_VIDEO) copy_picture(in, *format.oformat, *out);
  if (par.codec_type == AVMEDIA_TYPE_AUDIO) free_block_size(par);
  copy_tags_of_copied(in, out->metadata);
  if (original) set_title(original_title(in), *format.oformat, out->metadata);
  if (!original && has_plain_handler(out->metadata)) keep_title(*format.oformat, out->metadata);
  copy_side_data(in, *out);
  return is_attached(in, format) ? make_attachment(in, *out) : ok();
}

namespace {

// What describes the source's packets, or how its rows lie.
bool is_of_packets(AVPacketSideDataType type, bool turned) {
  return type == AV_PKT_DATA_CPB_PROPERTIES || type == AV_PKT_DATA_DOVI_CONF ||
         (turned && type == AV_PKT_DATA_DISPLAYMATRIX);
}

}  // namespace

Status add_encoded_stream(const AVStream& in, const EncodedStream& picture,
                          AVFormatContext& format) {
  AVStream* out = avformat_new_stream(&format, nullptr);
  if (out == nullptr || avcodec_parameters_copy(out->codecpar, picture.parameters.get()) < 0)
    return failed("not enough memory");
  out->time_base = {picture.tick_numerator, picture.tick_denominator};
  out->disposition = in.disposition;
  out->sample_aspect_ratio = out->codecpar->sample_aspect_ratio;
  out->avg_frame_rate = in.avg_frame_rate;
  out->r_frame_rate = in.r_frame_rate;
  if (in.codecpar->field_order == AV_FIELD_PROGRESSIVE)
    out->codecpar->field_order = AV_FIELD_PROGRESSIVE;
  copy_tags_of_rendered(in, out->metadata);
  if (has_plain_handler(out->metadata)) keep_title(*format.oformat, out->metadata);
  for (int i = 0; i < in.nb_side_data; ++i) {
    const AVPacketSideData& data = in.side_data[i];
    if (is_of_packets(data.type, picture.turned)) continue;
    if (std::uint8_t* to = av_stream_new_side_data(out, data.type, data.size))
      std::copy_n(data.data, data.size, to);
  }
  return ok();
}

namespace {

constexpr int kFirstFree = 0x100;  // of packet identifiers, ISO/IEC 13818-1, 2.4.3.3: 0x10…0x1ffe

// The rendered track takes its source's place, and its original, if kept, one that is free.
void copy_identifiers(const AVFormatContext& in, const std::vector<int>& source_of,
                      AVFormatContext& out) {
  std::vector<int> used;
  for (unsigned i = 0; i < in.nb_programs; ++i) used.push_back(in.programs[i]->pmt_pid);
  const auto is_free = [&](int id) { return std::ranges::find(used, id) == used.end(); };
  for (unsigned i = 0; i < out.nb_streams; ++i) {
    const int own = in.streams[source_of[i]]->id;
    if (own >= 0x10 && own < 0x1fff && is_free(own)) {
      out.streams[i]->id = own;
      used.push_back(own);
    }
  }
  for (unsigned i = 0; i < out.nb_streams; ++i) {
    if (out.streams[i]->id >= 0x10) continue;
    int id = kFirstFree;
    while (!is_free(id)) ++id;
    out.streams[i]->id = id;
    used.push_back(id);
  }
}

}  // namespace

void copy_programmes(const AVFormatContext& in, const std::vector<int>& source_of, bool blu_ray,
                     AVFormatContext& out) {
  if (in.iformat->name != std::string_view("mpegts") ||
      out.oformat->name != std::string_view("mpegts")) {
    return;
  }
  // Blu-ray has identifiers of its own, which FFmpeg gives.
  if (!blu_ray) copy_identifiers(in, source_of, out);
  for (unsigned i = 0; i < in.nb_programs; ++i) {
    const AVProgram& from = *in.programs[i];
    const std::span streams(from.stream_index, from.nb_stream_indexes);
    AVProgram* to = nullptr;
    for (unsigned k = 0; k < out.nb_streams; ++k) {
      if (std::ranges::find(streams, static_cast<unsigned>(source_of[k])) == streams.end())
        continue;
      if (to == nullptr) to = av_new_program(&out, from.id);
      if (to != nullptr) av_program_add_stream_index(&out, from.id, k);
    }
    if (to != nullptr) av_dict_copy(&to->metadata, from.metadata, 0);
  }
}

}  // namespace otoscape::io::media
