// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "io/media/media_reader.h"
#include "io/progress.h"
#include "jobs/ears_track.h"
#include "jobs/msbg_input.h"
#include "jobs/msbg_options.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/renderer.h"

namespace otoscape::jobs {

// A render by MSBG's model: what it refuses, its two passes, what it says of them.
class MsbgJob {
 public:
  struct Asked {
    std::string in;
    MsbgOptions options;
    hearing::HearingProfile listener;
    Ears ears = Ears::both;
    bool side_by_side = true;
  };
  // Refuses what the model does not know before any work. Adds notes.
  static Result<std::unique_ptr<MsbgJob>> make(const Asked& asked, const io::media::MediaInfo& info,
                                               const std::set<int>& tracks,
                                               std::vector<std::string>& notes);

  // The first pass, over the whole file: the level step.
  Status measure(io::media::MediaReader& reader, const ProgressCall& progress);
  // The second.
  Result<std::unique_ptr<RenderedTrack>> track(int stream, const render::RenderParams& params);

  MsbgSummary summarise(int stream, const render::RenderReport& report) const;
  // For the file: what its sound is.
  std::string comment() const;

 private:
  struct Level;  // what the first pass keeps of one track
  MsbgJob(const Asked& asked, const io::media::MediaInfo& info) : asked_(asked), info_(info) {}
  const io::media::StreamInfo& about(int stream) const;
  int channels_of(int stream) const;

  Asked asked_;
  io::media::MediaInfo info_;
  std::array<loss::msbg::Audiogram, 2> audiograms_;
  std::map<int, std::array<double, 2>> gains_;  // by stream and channel that goes in
  std::map<int, MsbgSummary> summaries_;
};

}  // namespace otoscape::jobs
