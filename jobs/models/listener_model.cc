// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/listener_model.h"

#include "jobs/models/ears_track.h"

namespace otoscape::jobs::models {

Result<std::unique_ptr<RenderedTrack>> ListenerModel::track(const TrackSpec& spec,
                                                            const render::RenderParams& params,
                                                            std::vector<std::string>&) {
  return std::unique_ptr<RenderedTrack>(
      std::make_unique<EarsTrack>(spec, EarsTrack::listener(listener_, params, ears_)));
}

}  // namespace otoscape::jobs::models
