// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/input_file.h"

#include <algorithm>

namespace otoscape::jobs::models {

InputFile::InputFile(std::string path, Mono mono, std::unique_ptr<io::media::MediaReader> reader,
                     measure::ProgrammeCache cache)
    : path_(std::move(path)),
      mono_(mono),
      first_(std::move(reader)),
      info_(first_->info()),
      cache_(std::move(cache)) {}

Result<InputFile> InputFile::open(const std::string& path, Mono mono, const std::string& cache) {
  auto reader = io::media::MediaReader::open(path, mono);
  if (!reader) return reader.error();
  const bool has_pair =
      std::ranges::any_of((*reader)->info().streams, &io::media::StreamInfo::is_joined);
  return InputFile(path, mono, *std::move(reader),
                   measure::ProgrammeCache::of(has_pair ? "off" : cache));
}

Result<std::unique_ptr<io::media::MediaReader>> InputFile::read(bool copy_others) {
  auto reader = first_ ? Result(std::move(first_)) : io::media::MediaReader::open(path_, mono_);
  if (!reader) return reader.error();
  (*reader)->name_track_option("--audio-track");
  if (auto status = (*reader)->choose(streams_, copy_others); !status) return status.error();
  return reader;
}

}  // namespace otoscape::jobs::models
