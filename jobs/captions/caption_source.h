// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/captions/caption_options.h"
#include "jobs/captions/caption_set.h"
#include "jobs/models/input_file.h"
#include "jobs/models/render_model.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::captions {

// What a model hears, for captions.
struct CaptionsAsked {
  const CaptionOptions& options;
  const models::RenderModel& model;
  int stream = 0;         // the track that is heard
  std::string character;  // of the scene; empty: not said
  std::uint64_t seed = 1;
  metrics::AudibilityTrack speech;  // without values: not known
};

// Reads the wording and the film's words. Fails for files that cannot be read; adds notes.
Result<CaptionSource> caption_source(const CaptionsAsked& asked, const models::InputFile& in,
                                     std::vector<std::string>& notes);

// What was made, in sentences for the summary.
std::vector<std::string> caption_sentences(const CaptionSet& set,
                                           const std::vector<std::string>& files);

}  // namespace otoscape::jobs::captions
