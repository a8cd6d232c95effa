// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/listener_model.h"

#include "jobs/models/ears_track.h"
#include "jobs/models/listener_scene.h"

namespace otoscape::jobs::models {

Result<std::unique_ptr<RenderedTrack>> ListenerModel::track(const TrackSpec& spec,
                                                            const render::RenderParams& params,
                                                            std::vector<std::string>&) {
  render::RenderParams with_ringing = params;
  with_ringing.inside.ringing = ringing_;
  return std::unique_ptr<RenderedTrack>(
      std::make_unique<EarsTrack>(spec, EarsTrack::listener(listener_, with_ringing, ears_)));
}

void ListenerModel::summarise(const TrackSpan&, TrackSummary& summary,
                              std::vector<std::string>&) const {
  if (rings(listener_, ears_)) summary.model = RingingSummary{ringing_, std::nullopt};
}

}  // namespace otoscape::jobs::models
