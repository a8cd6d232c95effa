// SPDX-License-Identifier: Apache-2.0
#include "jobs/captions/caption_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "io/captions/caption_file.h"
#include "jobs/captions/caption_metadata.h"

namespace otoscape::jobs::captions {
namespace {

using io::captions::Format;

bool is_json(const std::string& path) { return std::filesystem::path(path).extension() == ".json"; }

// "film.vtt" with "full": "film.full.vtt".
std::string beside(const std::string& path, const std::string& middle) {
  std::filesystem::path name(path);
  const std::string ending = name.extension().string();
  return name.replace_extension(middle + ending).string();
}

std::string json_beside(const std::string& path) {
  return std::filesystem::path(path).replace_extension(".json").string();
}

struct Named {
  std::string path;
  bool full = false;
};

// Each name once: two formats of one name share the JSON file.
std::vector<Named> names_of(const CaptionOptions& options, bool with_full) {
  std::vector<Named> names;
  const auto add = [&](const std::string& path, bool full) {
    if (std::ranges::find(names, path, &Named::path) == names.end()) names.push_back({path, full});
  };
  for (const std::string& file : options.files) {
    if (!is_json(file) && file != "-") {
      add(file, false);
      if (with_full) add(beside(file, ".full"), true);
    }
    add(file == "-" || is_json(file) ? file : json_beside(file), false);
  }
  return names;
}

}  // namespace

std::vector<std::string> CaptionFiles::names(const CaptionOptions& options) {
  std::vector<std::string> names;
  for (const Named& name : names_of(options, true)) names.push_back(name.path);
  return names;
}

Status CaptionFiles::check(const CaptionOptions& options, bool overwrite) {
  for (const std::string& file : options.files) {
    const auto format = io::captions::format_of(file);
    if (is_json(file) || (format && *format != Format::ass)) continue;
    return wrong_usage(
        fmt::format("{}: captions are written as .vtt, .srt, .ttml and .json", file));
  }
  for (const Named& name : names_of(options, options.subtitles != "none")) {
    auto file = io::OutputFile::create(name.path, overwrite);
    if (!file) return file.error();
  }
  return ok();
}

Result<std::vector<std::string>> CaptionFiles::write(const CaptionOptions& options, bool overwrite,
                                                     const CaptionSource& source,
                                                     const CaptionSet& set) {
  std::vector<std::string> written;
  for (const Named& name : names_of(options, set.has_words)) {
    const auto& list = name.full ? set.full : set.point_of_hearing;
    const std::string text =
        is_json(name.path) ? caption_metadata(source, set)
                           : io::captions::captions_text(list, *io::captions::format_of(name.path),
                                                         source.scene.title);
    if (auto status = io::write_text(name.path, text, overwrite); !status) return status.error();
    written.push_back(name.path);
  }
  return written;
}

}  // namespace otoscape::jobs::captions
