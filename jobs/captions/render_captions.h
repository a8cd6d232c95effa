// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/media/text_track.h"
#include "io/media/write/output_plan.h"
#include "jobs/captions/caption_source.h"
#include "otoscape/base/result.h"

namespace otoscape::jobs::captions {

// The captions of one render: as tracks of the film that it writes, and as files.
class RenderCaptions {
 public:
  // Times count from `from`; what begins after `to` is left out.
  struct Part {
    Seconds from, to;
  };
  static Result<RenderCaptions> make(const CaptionsAsked& asked, const models::InputFile& in,
                                     const Part& part, std::vector<std::string>& notes);

  // For the film; none where its container holds no text, which a note says.
  std::vector<io::media::TextTrack> tracks(const io::media::OutputPlan& plan,
                                           std::vector<std::string>& notes) const;
  // Writes the files; sentences for the summary.
  Result<std::vector<std::string>> write(const CaptionOptions& options, bool overwrite) const;

 private:
  CaptionSource source_;
  CaptionSet set_;
};

}  // namespace otoscape::jobs::captions
