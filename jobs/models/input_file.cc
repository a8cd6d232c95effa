// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/input_file.h"

#include <algorithm>

namespace otoscape::jobs::models {

InputFile::InputFile(std::string path, const Reading& reading,
                     std::unique_ptr<io::media::MediaReader> reader, measure::ProgrammeCache cache)
    : path_(std::move(path)),
      reading_(reading),
      first_(std::move(reader)),
      info_(first_->info()),
      cache_(std::move(cache)) {
  cache_.set_reading(reading_.number());
}

Result<InputFile> InputFile::open(const std::string& path, const Reading& reading,
                                  const std::string& cache) {
  auto reader = io::media::MediaReader::open(path, reading);
  if (!reader) return reader.error();
  const bool has_pair =
      std::ranges::any_of((*reader)->info().streams, &io::media::StreamInfo::is_joined);
  return InputFile(path, reading, *std::move(reader),
                   measure::ProgrammeCache::of(has_pair ? "off" : cache));
}

Result<std::unique_ptr<io::media::MediaReader>> InputFile::read(bool copy_others) {
  return read(copy_others, keeps_channels_ ? Channels::kept : Channels::folded);
}

Result<std::unique_ptr<io::media::MediaReader>> InputFile::read_folded() {
  return read(false, Channels::folded);
}

Result<std::unique_ptr<io::media::MediaReader>> InputFile::read(bool copy_others,
                                                                Channels channels) {
  auto reader = first_ ? Result(std::move(first_)) : io::media::MediaReader::open(path_, reading_);
  if (!reader) return reader.error();
  (*reader)->name_track_option("--audio-track");
  (*reader)->set_channels(channels);
  if (auto status = (*reader)->choose(streams_, copy_others); !status) return status.error();
  return reader;
}

}  // namespace otoscape::jobs::models
