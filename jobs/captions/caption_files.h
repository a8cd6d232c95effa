// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/output_file.h"
#include "jobs/captions/caption_options.h"
#include "jobs/captions/caption_set.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::captions {

// The files of captions: for each FILE.vtt, .srt or .ttml the point of hearing, FILE.full.vtt with
// all words, and FILE.json with what they come from; or that alone, for FILE.json.
class CaptionFiles {
 public:
  // Every name that they may get.
  static std::vector<std::string> names(const CaptionOptions& options);
  // Fails where a file cannot be written, before any work.
  static Status check(const CaptionOptions& options, bool overwrite);
  // Writes all; without words there is no full one. Answers what was written.
  static Result<std::vector<std::string>> write(const CaptionOptions& options, bool overwrite,
                                                const CaptionSource& source, const CaptionSet& set);
};

}  // namespace otoscape::jobs::captions
