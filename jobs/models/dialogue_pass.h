// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/input_file.h"

namespace otoscape::jobs::models {

// The speech of the chosen streams, into in.speech(), from a file that holds the dialogue by itself
// as it lies in the programme: one pass over both. Its first sample lies at the programme's first.
// Adds notes on its length and rate. Fails for a file of more than two channels, and where it or
// the programme cannot be read twice.
Status find_dialogue(InputFile& in, const std::string& dialogue, const io::ProgressCall& progress,
                     std::vector<std::string>& notes);

}  // namespace otoscape::jobs::models
