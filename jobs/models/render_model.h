// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/models/input_file.h"
#include "jobs/models/rendered_track.h"
#include "jobs/models/track_spec.h"
#include "jobs/models/track_summary.h"

namespace otoscape::jobs::models {

// Who hears, for the summary: its JSON key, how the sentence goes on, and the name.
struct Heard {
  const char* key;
  const char* relation;
  std::string name;
};

// The part of a track that was rendered, on the programme's clock.
struct TrackSpan {
  int stream = 0;
  Seconds from, to;
};

// What renders the tracks of a file: one listener, a scene, or MSBG.
class RenderModel {
 public:
  virtual ~RenderModel() = default;

  // Before anything is rendered: passes over the file for what must be known of it. Adds notes.
  virtual Status measure(InputFile& /*in*/, const io::ProgressCall& /*progress*/,
                         std::vector<std::string>& /*notes*/) {
    return ok();
  }
  // One pass through a track. Adds notes the first time.
  virtual Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                                       const render::RenderParams& params,
                                                       std::vector<std::string>& notes) = 0;
  // Of the last pass, while its RenderedTrack lives; summary.report is there. Adds notes.
  virtual void summarise(const TrackSpan& span, TrackSummary& summary,
                         std::vector<std::string>& notes) const = 0;

  virtual Heard heard() const = 0;
  // What a person must read.
  virtual std::vector<std::string> notices() const { return {}; }
  // For the file's tags: what its sound is.
  virtual std::string comment() const { return {}; }
  // Why mono sound became stereo.
  virtual std::string why_two_ears() const { return "this listener's ears differ"; }
  // Of what is random in the file where the user gives none.
  virtual std::uint64_t seed() const { return 1; }
};

}  // namespace otoscape::jobs::models
