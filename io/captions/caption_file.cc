// SPDX-License-Identifier: Apache-2.0
#include "io/captions/caption_file.h"

#include <fmt/format.h>

#include <filesystem>

#include "io/captions/ass.h"
#include "io/captions/clock_text.h"
#include "io/captions/srt.h"
#include "io/captions/ttml_reader.h"
#include "io/captions/ttml_writer.h"
#include "io/captions/vtt.h"
#include "io/text_file.h"

namespace otoscape::io::captions {

std::optional<Format> format_of(const std::string& path) {
  std::string ending = std::filesystem::path(path).extension().string();
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (ending == ".vtt") return Format::vtt;
  if (ending == ".srt") return Format::srt;
  if (ending == ".ttml" || ending == ".xml" || ending == ".dfxp") return Format::ttml;
  if (ending == ".ass" || ending == ".ssa") return Format::ass;
  return {};
}

Result<CueList> read_captions(const std::string& path) {
  const auto format = format_of(path);
  if (!format) {
    return failed(fmt::format(
        "{}: captions are read from .vtt, .srt, .ttml and .ass files; subtitles within a film are "
        "read with the film itself",
        path));
  }
  const auto bytes = read_text_file(path);
  if (!bytes) return bytes.error();
  const auto text = caption_text(*bytes, path);
  if (!text) return text.error();
  if (text->find_first_not_of(" \t\n") == std::string::npos) {
    return failed(fmt::format("{}: is empty", path));
  }
  switch (*format) {
    case Format::vtt:
      return read_vtt(*text, path);
    case Format::srt:
      return read_srt(*text, path);
    case Format::ass:
      return read_ass(*text, path);
    case Format::ttml:
      break;
  }
  return read_ttml(*text, path);
}

std::string captions_text(const CueList& list, Format format, const std::string& title) {
  if (format == Format::srt) return srt_text(list);
  if (format == Format::vtt) return vtt_text(list);
  return ttml_text(list, {title, list.language});
}

}  // namespace otoscape::io::captions
