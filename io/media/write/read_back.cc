// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/read_back.h"

#include <algorithm>
#include <map>

#include "io/media/ffmpeg.h"
#include "io/media/read/packet_decoder.h"
#include "io/media/speakers.h"
#include "io/media/write/container.h"

namespace otoscape::io::media {
namespace {

const AVInputFormat* demuxer_of(std::string_view muxer) {
  if (is_mp4_family(muxer)) return av_find_input_format("mov");
  if (is_matroska(muxer)) return av_find_input_format("matroska");
  if (one_of(muxer, {"vob", "svcd", "dvd", "vcd"})) return av_find_input_format("mpeg");
  if (one_of(muxer, {"oga", "ogv", "opus", "spx"})) return av_find_input_format("ogg");
  if (muxer == "adts") return av_find_input_format("aac");
  if (muxer == "latm") return av_find_input_format("loas");
  if (muxer == "mp2") return av_find_input_format("mp3");
  if (muxer == "asf_stream") return av_find_input_format("asf");
  return av_find_input_format(std::string(muxer).c_str());
}

// The layout of each sound stream's first decoded frame.
class FirstLayouts {
 public:
  void add(const AVStream& stream, const AVPacket* packet) {
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_AUDIO || found_.contains(stream.index)) return;
    auto decoder = decoders_.find(stream.index);
    if (decoder == decoders_.end()) {
      auto opened = PacketDecoder::open(stream);
      if (!opened) return;
      decoder = decoders_.emplace(stream.index, *std::move(opened)).first;
    }
    int damaged = 0;
    for (const CodecFrame& frame : decoder->second.decode(packet, damaged))
      found_.emplace(stream.index, in_mask_order(layout_of(frame->ch_layout)));
  }
  Layout of(const AVStream& stream) {
    if (decoders_.contains(stream.index)) add(stream, nullptr);  // a delayed first frame
    const auto found = found_.find(stream.index);
    return found == found_.end() ? Layout() : found->second;
  }

 private:
  std::map<int, PacketDecoder> decoders_;
  std::map<int, Layout> found_;
};

}  // namespace

ReadBack::ReadBack(MemoryFile& file, std::string_view muxer, bool with_layouts) {
  const AVInputFormat* demuxer = demuxer_of(muxer);
  if (demuxer == nullptr || !file.read_from_start()) return;
  AVFormatContext* format = avformat_alloc_context();
  if (format == nullptr) return;
  format->pb = file.context();
  // It frees the context where it fails, and leaves the file to its owner.
  if (avformat_open_input(&format, nullptr, demuxer, nullptr) < 0) return;
  input_.reset(format);
  read_packets(with_layouts);
  note_tags();
}

// The codec's name comes from the container, or from the parser's first packets; a layout may stand
// in the codec's own packets alone.
void ReadBack::read_packets(bool with_layouts) {
  std::vector<std::pair<std::size_t, int>> counts;
  FirstLayouts layouts;
  const Ffmpeg<AVPacket> packet(av_packet_alloc());
  while (packet && av_read_frame(input_.get(), packet.get()) >= 0) {
    const auto index = static_cast<std::size_t>(packet->stream_index);
    if (counts.size() <= index) counts.resize(index + 1);
    counts[index].first += static_cast<std::size_t>(packet->size);
    ++counts[index].second;
    if (with_layouts) layouts.add(*input_->streams[index], packet.get());
    av_packet_unref(packet.get());
  }
  counts.resize(input_->nb_streams);
  for (unsigned i = 0; i < input_->nb_streams; ++i) {
    const Layout layout = with_layouts ? layouts.of(*input_->streams[i]) : Layout();
    streams_.push_back({input_->streams[i], counts[i].first, counts[i].second, layout});
  }
}

void ReadBack::note_tags() {
  const auto note = [&](const AVDictionary* tags) {
    const AVDictionaryEntry* tag = nullptr;
    while ((tag = av_dict_get(tags, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr)
      tag_values_.emplace_back(tag->value);
  };
  note(input_->metadata);
  for (unsigned i = 0; i < input_->nb_programs; ++i) note(input_->programs[i]->metadata);
  for (unsigned i = 0; i < input_->nb_streams; ++i) note(input_->streams[i]->metadata);
}

unsigned ReadBack::chapters() const { return input_ ? input_->nb_chapters : 0; }

bool ReadBack::has_tag(const char* key) const {
  return input_ && av_dict_get(input_->metadata, key, nullptr, 0) != nullptr;
}

bool ReadBack::has_tag_value(std::string_view value) const {
  return std::ranges::any_of(tag_values_,
                             [&](std::string_view v) { return v.find(value) != v.npos; });
}

}  // namespace otoscape::io::media
