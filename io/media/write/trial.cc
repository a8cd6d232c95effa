// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "io/media/ffmpeg.h"
#include "io/media/read/fold.h"
#include "io/media/speakers.h"
#include "io/media/write/audio_encoder.h"
#include "io/media/write/container.h"
#include "io/media/write/output_metadata.h"
#include "io/media/write/same_codec.h"

namespace otoscape::io::media {
namespace {

constexpr int kMostPackets = 3;                  // of each stream
constexpr std::size_t kEnoughBytes = 1'000'000;  // of one stream: a key frame may be larger

AVDictionary* wanted_tags(const AVStream& in, const StreamPlan& plan) {
  AVDictionary* tags = nullptr;
  if (plan.render) {
    copy_tags_of_rendered(in, tags);
  } else {
    copy_tags_of_copied(in, tags);
  }
  return tags;
}

// Unknown is square.
double aspect_of(AVRational ratio) { return ratio.num > 0 && ratio.den > 0 ? av_q2d(ratio) : 1.0; }

// Whether losing this tag takes something from a listener or an archive.
bool counts(const AVDictionaryEntry& tag) {
  const std::string_view key = tag.key, value = tag.value;
  return !is_stamp(key) && !one_of(key, {"filename", "mimetype"}) && !value.empty() &&
         !(key == "language" && value == "und");
}

// Each loudspeaker of `a`, under either name, at its own place in `b`.
bool same_places(const Layout& a, const Layout& b) {
  return std::ranges::all_of(routes_between(a, b),
                             [](const Route& route) { return route.from == route.to; });
}

}  // namespace

Trial::Trial(const OutputPlan& plan, const MediaReader& source, const std::deque<Packet>& packets,
             const WriterOptions& options)
    : plan_(plan),
      source_(source),
      rendered_(options.rendered),
      title_(options.title),
      sent_(plan.streams.size()),
      match_(plan.streams.size()),
      lost_layout_(plan.streams.size()),
      written_(ok()) {
  written_ = write(packets, options);
  if (!written_) return;
  const bool wide = std::ranges::any_of(
      options.rendered, [](const auto& stream) { return stream.second.channels() > 2; });
  back_ = std::make_unique<ReadBack>(file_, plan.muxer, wide);
  match();
}

const AVStream& Trial::source_stream(std::size_t stream) const {
  return *source_.context().streams[plan_.streams[stream].source];
}

Status Trial::write(const std::deque<Packet>& packets, const WriterOptions& options) {
  auto writer = MediaWriter::open(file_, plan_, source_, options);
  if (!writer) return writer.error();
  writer_ = *std::move(writer);
  std::map<int, std::size_t> copied;
  for (std::size_t i = 0; i < plan_.streams.size(); ++i) {
    if (!plan_.streams[i].render) copied[plan_.streams[i].source] = i;
  }
  for (const Packet& packet : packets) {
    const auto stream = copied.find(packet->stream_index);
    if (stream == copied.end() || !writer_->copies(packet->stream_index)) continue;
    Sent& sent = sent_[stream->second];
    if (sent.packets >= kMostPackets || sent.bytes >= kEnoughBytes) continue;
    Packet copy(av_packet_clone(packet.get()));
    if (!copy) return failed("not enough memory");
    sent.bytes += static_cast<std::size_t>(copy->size);
    ++sent.packets;
    if (auto status = writer_->write(CopiedPiece{packet->stream_index, std::move(copy)}); !status)
      return status;
  }
  if (auto status = write_encoded(options); !status) return status;
  if (auto status = write_rendered(options); !status) return status;
  if (auto status = writer_->close(); !status) return status;
  if (plan_.muxer == "mpegts") add_empty_packets();
  return ok();
}

// A picture of one colour.
Status Trial::write_encoded(const WriterOptions& options) {
  for (const StreamPlan& stream : plan_.streams) {
    if (!stream.encoded) continue;
    for (const auto& packet : options.encoded.at(stream.source).sample) {
      const Packet copy(av_packet_clone(packet.get()));
      if (!copy) return failed("not enough memory");
      if (auto status = writer_->write_encoded(stream.source, *copy); !status) return status;
    }
  }
  return ok();
}

// The length of a transport stream's packets is found by their number, and a trial has few.
void Trial::add_empty_packets() {
  constexpr int kPackets = 60, kPacketBytes = 188;
  std::vector<unsigned char> packet;
  if (is_blu_ray(plan_.extension)) packet.assign(4, 0);  // its packets begin with a time
  packet.insert(packet.end(), {0x47, 0x1f, 0xff, 0x10});
  packet.insert(packet.end(), kPacketBytes - 4, 0xff);
  for (int i = 0; i < kPackets; ++i)
    avio_write(file_.context(), packet.data(), static_cast<int>(packet.size()));
}

// A quarter of a second of silence.
Status Trial::write_rendered(const WriterOptions& options) {
  for (const StreamPlan& stream : plan_.streams) {
    if (!stream.render) continue;
    const StreamSpec& spec = options.rendered.at(stream.source);
    const std::vector<float> nothing(static_cast<std::size_t>(spec.rate.value() / 4.0));
    if (auto status = writer_->start(stream.source, 0); !status) return status;
    const auto silence = same_in_all(nothing, spec.channels());
    if (auto status = writer_->write(stream.source, silence); !status) return status;
    if (auto status = writer_->finish(stream.source); !status) return status;
  }
  return ok();
}

// A file that FFmpeg writes but cannot read is judged by its writing.
void Trial::match() {
  static const ReadBack::Stream unread;
  std::vector<const ReadBack::Stream*> left;
  for (const ReadBack::Stream& stream : back_->streams()) left.push_back(&stream);
  for (std::size_t i = 0; i < match_.size(); ++i) {
    if (!back_->is_readable()) {
      match_[i] = &unread;
      continue;
    }
    const auto found = std::ranges::find_if(
        left, [&](const auto* stream) { return fits(i, *stream) && has_layout(i, *stream); });
    lost_layout_[i] = found == left.end() && std::ranges::any_of(left, [&](const auto* stream) {
                        return fits(i, *stream);
                      });
    if (found == left.end()) continue;
    match_[i] = *found;
    left.erase(found);
  }
}

bool Trial::fits(std::size_t stream, const ReadBack::Stream& back) const {
  const AVStream& written = *writer_->context().streams[stream];
  const AVCodecParameters &par = *written.codecpar, &found = *back.stream->codecpar;
  const bool cover = (back.stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
  if (par.codec_type == AVMEDIA_TYPE_ATTACHMENT) {
    const auto* name = av_dict_get(written.metadata, "filename", nullptr, 0);
    const auto* own = av_dict_get(back.stream->metadata, "filename", nullptr, 0);
    return (found.codec_type == AVMEDIA_TYPE_ATTACHMENT || cover) && name != nullptr &&
           own != nullptr && std::string_view(name->value) == own->value;
  }
  // Blu-ray's tables name no MPEG sound: FFmpeg finds it by more packets than a trial has.
  const bool unnamed = is_blu_ray(plan_.extension) && found.codec_type == AVMEDIA_TYPE_DATA &&
                       (par.codec_id == AV_CODEC_ID_MP2 || par.codec_id == AV_CODEC_ID_MP3);
  if (unnamed) return back.packets > 0;
  if (!same_codec(par, found)) return false;
  // As a second picture it would be shown in place of the film.
  if ((written.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) return cover && back.packets > 0;
  const Sent& sent = sent_[stream];
  if (!plan_.streams[stream].render && sent.packets == 0) return true;
  if (back.packets == 0) return false;
  if (par.codec_type != AVMEDIA_TYPE_VIDEO && par.codec_type != AVMEDIA_TYPE_AUDIO) return true;
  // Muxers add and take away small headers of packets, such as the 7 bytes of ADTS.
  constexpr double kLeast = 0.8, kHeaderBytes = 9.0;
  return static_cast<double>(back.bytes) >=
         kLeast * (static_cast<double>(sent.bytes) - kHeaderBytes * sent.packets);
}

Layout Trial::surround_of(std::size_t stream) const {
  const StreamPlan& plan = plan_.streams[stream];
  return plan.render ? in_mask_order(rendered_.at(plan.source).surround) : Layout();
}

// Of one and two channels none is asked for: there is nothing to mistake.
bool Trial::has_layout(std::size_t stream, const ReadBack::Stream& back) const {
  const Layout wanted = surround_of(stream);
  if (wanted.channels() <= 2) return true;
  // Codecs that store a number alone give each place some name: the names must be in these places.
  const Layout sent = layout_of(writer_->context().streams[stream]->codecpar->ch_layout);
  const Layout& found = back.layout;
  if (found.channels() == 0) return false;
  return found == sent || (found == twin_of(sent) && same_places(sent, found));
}

Layout Trial::renamed(std::size_t stream) const {
  const Layout wanted = surround_of(stream);
  if (wanted.channels() <= 2 || match_[stream] == nullptr || !back_->is_readable()) return {};
  const Layout& found = match_[stream]->layout;
  return found == wanted ? Layout() : found;
}

bool Trial::all_returned() const {
  return written_ && std::ranges::all_of(match_, [](const auto* m) { return m != nullptr; });
}

bool Trial::lost_chapters() const {
  return back_->is_readable() && writer_->context().nb_chapters > back_->chapters();
}

std::vector<std::string> Trial::lost_tags() const {
  std::vector<std::string> lost;
  if (!back_->is_readable()) return lost;
  AVFormatContext* wanted = avformat_alloc_context();
  wanted->oformat = writer_->context().oformat;
  copy_file_tags(source_.context(), "", *wanted);
  const AVDictionaryEntry* tag = nullptr;
  while ((tag = av_dict_get(wanted->metadata, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    if (counts(*tag) && !back_->has_tag(tag->key) && !back_->has_tag_value(tag->value))
      lost.emplace_back(tag->key);
  }
  avformat_free_context(wanted);
  for (std::size_t i = 0; i < match_.size(); ++i) {
    if (match_[i] != nullptr) note_lost(i, lost);
  }
  return lost;
}

void Trial::note_lost(std::size_t stream, std::vector<std::string>& lost) const {
  const StreamPlan& plan = plan_.streams[stream];
  AVDictionary* wanted = wanted_tags(source_stream(stream), plan);
  if (plan.render && !title_.empty()) av_dict_set(&wanted, "title", title_.c_str(), 0);
  const AVDictionaryEntry* tag = nullptr;
  while ((tag = av_dict_get(wanted, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    if (!counts(*tag)) continue;
    const AVDictionary* found = match_[stream]->stream->metadata;
    if (av_dict_get(found, tag->key, nullptr, 0) != nullptr) continue;
    const bool short_value = std::string_view(tag->key) == "language";
    if (!short_value && back_->has_tag_value(tag->value)) continue;
    lost.push_back(fmt::format("{} of stream {}", tag->key, plan.source));
  }
  av_dict_free(&wanted);
}

std::vector<std::string> Trial::lost_looks() const {
  std::vector<std::string> lost;
  if (!back_->is_readable()) return lost;
  for (std::size_t i = 0; i < match_.size(); ++i) {
    if (match_[i] == nullptr || plan_.streams[i].render) continue;
    // A picture that is encoded anew may be turned on the way.
    const AVStream& in =
        plan_.streams[i].encoded ? *writer_->context().streams[i] : source_stream(i);
    // The codec's own ratio comes back with the picture; the container's correction may not.
    const double aspect = aspect_of(in.sample_aspect_ratio);
    if (in.sample_aspect_ratio.num > 0 && aspect != aspect_of(in.codecpar->sample_aspect_ratio) &&
        aspect != aspect_of(match_[i]->stream->sample_aspect_ratio)) {
      lost.push_back(fmt::format("aspect ratio of stream {}", plan_.streams[i].source));
    }
    for (const AVPacketSideData& data :
         std::span(in.side_data, static_cast<std::size_t>(in.nb_side_data))) {
      if (!describes_picture(data, *in.codecpar)) continue;
      if (av_stream_get_side_data(match_[i]->stream, data.type, nullptr) != nullptr) continue;
      lost.push_back(fmt::format("{} of stream {}", side_data_name(data), plan_.streams[i].source));
    }
  }
  return lost;
}

}  // namespace otoscape::io::media
