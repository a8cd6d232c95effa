// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "io/media/read/seek_index.h"
#include "otoscape/base/result.h"
#include "otoscape/metrics/speech_levels.h"
#include "otoscape/render/programme/programme_loudness.h"

namespace otoscape::jobs::measure {

// Results of one pass over a whole audio track.
struct KnownProgramme {
  io::media::SeekIndex index;
  std::int64_t start = 0;  // first frame, on the file's time line
  io::media::DecodeReport report;
  // The programme loudness; none where the pass did not compute it, because only scenes need it.
  std::optional<render::programme::ProgrammeLoudness> loudness;
  // The speech in it; none where that pass did not look for it.
  std::optional<metrics::SpeechLevels> speech;

  std::vector<std::byte> bytes() const;
  static Result<KnownProgramme> from_bytes(std::span<const std::byte> bytes);
};

// Keeps these results between runs. The key of an entry is the file's size, its modification time,
// up to 64 samples of its bytes, the stream, how it is read and FFmpeg's versions; the name is not
// part of it. Only writing reports errors: a programme that is not found is read again.
class ProgrammeCache {
 public:
  // Without a folder nothing is found and nothing is kept. room: bytes of all entries.
  explicit ProgrammeCache(std::optional<std::filesystem::path> folder, std::uint64_t room = kRoom)
      : folder_(std::move(folder)), room_(room) {}
  // asked: "off", a folder, or empty for $OTOSCAPE_CACHE, else $XDG_CACHE_HOME/otoscape, else
  // ~/.cache/otoscape.
  static ProgrammeCache of(const std::string& asked);

  // Before all others: a number for what makes other sound of the same file, part of the keys.
  void set_reading(std::uint64_t number) { reading_ = number; }

  // track: its stream in the file.
  std::optional<KnownProgramme> find(const std::string& path, int track);
  // Fails where the entry cannot be written. Keeps nothing of a file that has changed since the
  // first find().
  Status keep(const std::string& path, int track, const KnownProgramme& known);

  // Beyond this many bytes the least recently used entries are removed.
  static constexpr std::uint64_t kRoom = 500'000'000;

 private:
  std::filesystem::path entry(const std::string& key) const;
  void make_room() const;

  std::optional<std::filesystem::path> folder_;
  std::uint64_t room_, reading_ = 0;
  std::map<std::pair<std::string, int>, std::string> looked_for_;  // keys
};

}  // namespace otoscape::jobs::measure
