// SPDX-License-Identifier: Apache-2.0
#include "io/media/write/output_metadata.h"

#include <algorithm>
#include <cctype>
#include <span>
#include <string_view>
#include <utility>

#include "io/media/ffmpeg.h"
#include "io/media/write/container.h"

namespace otoscape::io::media {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// Statistics that muxers write into tags, Matroska's also by language as in BPS-eng; they do not
// hold for rendered sound.
bool is_statistic(std::string_view key) {
  const std::string name = lower(key);
  for (const char* begin : {"bps", "number_of_", "duration", "_statistics", "source_id"}) {
    if (name.starts_with(begin)) return true;
  }
  return false;
}

// What names the encoder of a stream, and QuickTime's maker of it.
bool is_encoder(std::string_view key) {
  const std::string name = lower(key);
  return name == "encoder" || name.starts_with("encoder-") || name.starts_with("encoder_") ||
         name == "encoded_by_library" || name == "vendor_id";
}

void copy_tags(const AVDictionary* from, AVDictionary** to, auto wanted) {
  const AVDictionaryEntry* tag = nullptr;
  while ((tag = av_dict_get(from, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    if (wanted(std::string_view(tag->key))) av_dict_set(to, tag->key, tag->value, 0);
  }
}

}  // namespace

void copy_tags_of_copied(const AVStream& in, AVDictionary*& to) {
  copy_tags(in.metadata, &to, [](std::string_view) { return true; });
}

void copy_tags_of_rendered(const AVStream& in, AVDictionary*& to) {
  copy_tags(in.metadata, &to,
            [](std::string_view key) { return !is_statistic(key) && !is_encoder(key); });
}

bool is_stamp(std::string_view key) {
  return is_statistic(key) || is_encoder(key) ||
         one_of(lower(key),
                {"handler_name", "software", "major_brand", "minor_version", "compatible_brands"});
}

void set_title(const std::string& title, const AVOutputFormat& format, AVDictionary*& tags) {
  av_dict_set(&tags, "title", title.c_str(), 0);
  if (is_mp4_family(format.name)) av_dict_set(&tags, "handler_name", title.c_str(), 0);
}

std::string original_title(const AVStream& in) {
  const auto* own = av_dict_get(in.metadata, "title", nullptr, 0);
  return own != nullptr && *own->value != 0 ? own->value : "original";
}

bool has_broadcast_tags(const AVFormatContext& source) {
  for (const char* key : {"originator", "originator_reference", "time_reference", "coding_history",
                          "umid", "origination_time"}) {
    if (av_dict_get(source.metadata, key, nullptr, 0) != nullptr) return true;
  }
  return false;
}

namespace {

// Ogg has no tags of the file: those of its sound are title and artist of the whole.
void copy_tags_of_ogg(const AVFormatContext& source, AVFormatContext& out) {
  if (source.iformat->name != std::string_view("ogg")) return;
  for (const AVStream* stream : std::span(source.streams, source.nb_streams)) {
    if (stream->codecpar->codec_type != AVMEDIA_TYPE_AUDIO) continue;
    const AVDictionaryEntry* tag = nullptr;
    while ((tag = av_dict_get(stream->metadata, "", tag, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
      if (!is_stamp(tag->key) && lower(tag->key) != "language")
        av_dict_set(&out.metadata, tag->key, tag->value, AV_DICT_DONT_OVERWRITE);
    }
    return;
  }
}

}  // namespace

void copy_file_tags(const AVFormatContext& source, const std::string& comment,
                    AVFormatContext& out) {
  copy_tags(source.metadata, &out.metadata, [](std::string_view key) {
    return !one_of(lower(key),
                   {"major_brand", "minor_version", "compatible_brands", "encoder", "duration"});
  });
  copy_tags_of_ogg(source, out);
  if (std::string_view(out.oformat->name) == "wav" && has_broadcast_tags(source)) {
    // FFmpeg reads these fields under its general names, and writes them under their own.
    for (const auto& [own, general] :
         {std::pair{"description", "comment"}, std::pair{"originator", "encoded_by"},
          std::pair{"origination_date", "date"}, std::pair{"origination_time", "creation_time"}}) {
      const auto* tag = av_dict_get(source.metadata, general, nullptr, 0);
      if (tag != nullptr) av_dict_set(&out.metadata, own, tag->value, AV_DICT_DONT_OVERWRITE);
    }
  }
  if (!comment.empty()) {
    const auto* own = av_dict_get(out.metadata, "comment", nullptr, 0);
    const std::string before = own != nullptr ? std::string(own->value) + "; " : "";
    av_dict_set(&out.metadata, "comment", (before + comment).c_str(), 0);
  }
}

void move_time_reference(const AVFormatContext& source, Frames moved_by, double rate_ratio,
                         AVFormatContext& out) {
  const auto* reference = av_dict_get(source.metadata, "time_reference", nullptr, 0);
  if (reference != nullptr && (moved_by.value() != 0 || rate_ratio != 1.0)) {
    const long long at =
        av_rescale_q(std::atoll(reference->value), av_d2q(rate_ratio, 192000), {1, 1}) +
        moved_by.value();
    av_dict_set(&out.metadata, "time_reference", std::to_string(at).c_str(), 0);
  }
}

void copy_chapters(const AVFormatContext& source, std::int64_t origin_us, Seconds length,
                   AVFormatContext& out) {
  auto** list = static_cast<AVChapter**>(av_calloc(source.nb_chapters + 1, sizeof(AVChapter*)));
  unsigned count = 0;
  for (unsigned i = 0; i < source.nb_chapters; ++i) {
    const AVChapter& in = *source.chapters[i];
    const std::int64_t shift = av_rescale_q(origin_us, AV_TIME_BASE_Q, in.time_base);
    const auto last =
        static_cast<std::int64_t>(std::min(length.value() / av_q2d(in.time_base), 9e18));
    const std::int64_t start =
        origin_us > 0 ? std::max<std::int64_t>(in.start - shift, 0) : in.start;
    const std::int64_t end = std::min(in.end - shift, last);
    if (end < start || start >= last || (origin_us > 0 && end <= 0)) continue;
    auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
    chapter->id = in.id;
    chapter->time_base = in.time_base;
    chapter->start = start;
    chapter->end = end;
    av_dict_copy(&chapter->metadata, in.metadata, 0);
    list[count++] = chapter;
  }
  out.chapters = list;
  out.nb_chapters = count;
}

}  // namespace otoscape::io::media
