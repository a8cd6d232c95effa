// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "io/media/media_reader.h"
#include "io/progress.h"
#include "jobs/measure/programme_cache.h"

namespace otoscape::jobs::measure {

// All there is to know of these streams of a file, tracks included: from the cache, or by one pass
// that decodes the whole file and is then kept. A cache that cannot be written is one of the notes.
// A film's track begins where its sound does on the film's clock, a sound file's at 0.
Result<std::map<int, KnownProgramme>> know_programmes(const std::string& path,
                                                      const std::set<int>& streams,
                                                      ProgrammeCache& cache,
                                                      const io::ProgressCall& progress,
                                                      std::vector<std::string>& notes);

// Keeps what a reader that has read all of a file tells of streams that are not known yet; nothing
// if it has not. That it cannot be kept is one note, and then the cache is off.
void keep_what_was_read(const io::media::MediaReader& reader, const std::string& path,
                        const std::set<int>& streams, ProgrammeCache& cache,
                        std::vector<std::string>& notes);

}  // namespace otoscape::jobs::measure
