// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "io/media/seek_index.h"
#include "otoscape/base/result.h"
#include "otoscape/render/programme/programme_loudness.h"

namespace otoscape::jobs::measure {

// What a whole reading of one track has told.
struct KnownProgramme {
  io::media::SeekIndex index;
  std::int64_t start = 0;  // of its first frame on the file's time line
  io::media::DecodeReport report;
  // None: it was read for a listener, who needs none.
  std::optional<render::programme::ProgrammeLoudness> track;

  std::vector<std::byte> bytes() const;
  static Result<KnownProgramme> from_bytes(std::span<const std::byte> bytes);
};

// Keeps it between runs. A file is known again by its size, its time of change and samples of what
// it holds, whatever its name. All but the writing of entries is silent about what goes wrong: a
// programme that is not known is read again.
class ProgrammeCache {
 public:
  // No folder: nothing is found, and nothing kept.
  explicit ProgrammeCache(std::optional<std::filesystem::path> folder, std::uint64_t room = kRoom)
      : folder_(std::move(folder)), room_(room) {}
  // asked: "off", a folder, or nothing for $OTOSCAPE_CACHE, else $XDG_CACHE_HOME/otoscape, else
  // ~/.cache/otoscape.
  static ProgrammeCache of(const std::string& asked);

  // track: the number of its stream in the file.
  std::optional<KnownProgramme> find(const std::string& path, int track);
  // Refused with a reason where it cannot be written. A file that has changed since it was looked
  // for is not kept.
  Status keep(const std::string& path, int track, const KnownProgramme& known);

  // Entries beyond go, those first that were not used for longest.
  static constexpr std::uint64_t kRoom = 500'000'000;

 private:
  std::filesystem::path entry(const std::string& key) const;
  void make_room() const;

  std::optional<std::filesystem::path> folder_;
  std::uint64_t room_;
  std::map<std::pair<std::string, int>, std::string> looked_for_;  // keys
};

}  // namespace otoscape::jobs::measure
