// SPDX-License-Identifier: Apache-2.0
#include "jobs/track_summary.h"

#include <algorithm>
#include <cmath>

namespace otoscape::jobs {

TrackSummary summarise_track(const RenderedTrack& track, int stream,
                             const io::media::MediaInfo& info, const io::media::OutputPlan& plan,
                             const render::RenderParams& params, float fold_peak) {
  const io::media::StreamInfo& about = info.streams[static_cast<std::size_t>(stream)];
  TrackSummary s;
  s.track = static_cast<int>(std::ranges::find(info.tracks, stream) - info.tracks.begin()) + 1;
  s.rate = track.rate();
  s.channels_in = about.channels;
  s.channels_out = track.channels();
  s.frames = track.frames();
  for (const io::media::StreamPlan& planned : plan.streams) {
    if (planned.source == stream && planned.render) s.encoder = planned.render->encoder;
  }
  s.calibration = params.calibration;
  s.gain = params.output_gain;
  s.level_in = track.level_in().rms();
  s.level_out = track.level_out().rms();
  s.report = track.report();
  if (fold_peak > 0.0f) s.fold_peak_db = 20.0 * std::log10(static_cast<double>(fold_peak));
  return s;
}

}  // namespace otoscape::jobs
