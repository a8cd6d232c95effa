// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "io/media/read/media_reader.h"
#include "jobs/measure/programme_cache.h"

namespace otoscape::jobs::models {

// The input of a job, which may be read several times, with its streams and its cache.
class InputFile {
 public:
  using Reading = io::media::MediaReader::Options;
  // "-" is standard input, which can be read once. cache: as ProgrammeCache::of; a pair of mono
  // tracks has none, because its entries are those of one stream.
  static Result<InputFile> open(const std::string& path, const Reading& reading,
                                const std::string& cache);

  // Sets the streams that are decoded.
  void choose(std::set<int> streams) { streams_ = std::move(streams); }

  const std::string& path() const { return path_; }
  const Reading& reading() const { return reading_; }
  const io::media::MediaInfo& info() const { return info_; }
  const io::media::StreamInfo& stream(int index) const {
    return info_.streams[static_cast<std::size_t>(index)];
  }
  const std::set<int>& streams() const { return streams_; }
  measure::ProgrammeCache& cache() { return cache_; }
  // The speech of the streams, by stream, as far as a pass over the file has found it.
  std::map<int, metrics::SpeechLevels>& speech() { return speech_; }

  // Whether the render gets all channels of its tracks, where they are more than two, or their
  // fold. All that is measured is measured of the fold, which is what the ears hear.
  void keep_channels(bool keep) { keeps_channels_ = keep; }
  bool keeps_channels() const { return keeps_channels_; }

  // The reader that found the streams, before the first read; null after it.
  io::media::MediaReader* opened() { return first_.get(); }
  // A reader at the file's start that decodes the chosen streams: for the render, or folded.
  Result<std::unique_ptr<io::media::MediaReader>> read(bool copy_others);
  Result<std::unique_ptr<io::media::MediaReader>> read_folded();

 private:
  using Channels = io::media::MediaReader::Channels;
  Result<std::unique_ptr<io::media::MediaReader>> read(bool copy_others, Channels channels);

  InputFile(std::string path, const Reading& reading,
            std::unique_ptr<io::media::MediaReader> reader, measure::ProgrammeCache cache);

  std::string path_;
  Reading reading_;  // folded
  bool keeps_channels_ = false;
  std::unique_ptr<io::media::MediaReader> first_;  // as opened; standard input opens once
  io::media::MediaInfo info_;
  std::set<int> streams_;
  measure::ProgrammeCache cache_;
  std::map<int, metrics::SpeechLevels> speech_;
};

}  // namespace otoscape::jobs::models
