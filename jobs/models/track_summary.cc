// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/track_summary.h"

#include <algorithm>
#include <cmath>

namespace otoscape::jobs::models {

TrackSummary summarise_track(const RenderedTrack& track, const TrackFacts& facts) {
  const io::media::StreamInfo& about = facts.info.streams[static_cast<std::size_t>(facts.stream)];
  const auto place = std::ranges::find(facts.info.tracks, facts.stream);
  TrackSummary s;
  s.track = static_cast<int>(place - facts.info.tracks.begin()) + 1;
  s.rate = track.rate();
  s.channels_in = about.channels;
  s.channels_out = track.channels();
  s.frames = track.frames();
  for (const io::media::StreamPlan& planned : facts.plan.streams) {
    if (planned.source == facts.stream && planned.render) s.encoder = planned.render->encoder;
  }
  s.calibration = facts.params.calibration;
  s.gain = facts.params.output_gain;
  s.level_in = track.level_in().rms();
  s.level_out = track.level_out().rms();
  s.report = track.report();
  for (const std::int64_t frame : track.guarded_at()) {
    s.guard_times.push_back(to_seconds(Frames(frame), track.rate()));
  }
  if (facts.fold_peak > 0.0f) {
    s.fold_peak_db = 20.0 * std::log10(static_cast<double>(facts.fold_peak));
  }
  return s;
}

}  // namespace otoscape::jobs::models
