// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "io/media/read/media_reader.h"
#include "io/progress.h"
#include "jobs/measure/programme_cache.h"

namespace otoscape::jobs::measure {

// Tracks of a file, by their streams.
struct Programme {
  std::string path;
  std::set<int> streams;
  io::media::MediaReader::Options reading{};
};

// Index, programme loudness and speech of these streams: from the cache, or from one pass that
// decodes the whole file and is then kept. Fails where none of them has sound; one without has no
// rows. A cache that cannot be written gives a note. The programme loudness of a film begins with
// its sound on the film's clock, that of a sound file at 0.
Result<std::map<int, KnownProgramme>> know_programmes(const Programme& of, ProgrammeCache& cache,
                                                      const io::ProgressCall& progress,
                                                      std::vector<std::string>& notes);

// Keeps the index, without programme loudness, of streams that are not in the cache. Keeps nothing
// of a stream without places to seek to, or if the reader has not read the whole file. Where it
// cannot be written it adds one note and switches the cache off.
void keep_what_was_read(const io::media::MediaReader& reader, const std::string& path,
                        const std::set<int>& streams, ProgrammeCache& cache,
                        std::vector<std::string>& notes);

}  // namespace otoscape::jobs::measure
