// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/captions/cue.h"
#include "otoscape/base/result.h"

namespace otoscape::io::captions {

// Adds the name of what is dropped, once.
void add_lost(std::vector<std::string>& lost, const std::string& word);

// What every reader ends with: cues by begin, without empty ones and empty lines, and notes on what
// is lost and on overlaps. Fails where there is no cue. name: the file or track, for errors.
Result<CueList> finished(CueList list, const std::vector<std::string>& lost,
                         const std::string& name);

}  // namespace otoscape::io::captions
