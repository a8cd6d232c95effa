// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jobs/models/render_model.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::jobs::models {

// Renders through one listener whose ears do not change.
class ListenerModel final : public RenderModel {
 public:
  ListenerModel(hearing::HearingProfile listener, Ears ears)
      : listener_(std::move(listener)), ears_(ears) {}

  Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                               const render::RenderParams& params,
                                               std::vector<std::string>& notes) override;
  void summarise(const TrackSpan&, TrackSummary&, std::vector<std::string>&) const override {}
  Heard heard() const override { return {"listener", "of the listener", listener_.name}; }

 private:
  hearing::HearingProfile listener_;
  Ears ears_;
};

}  // namespace otoscape::jobs::models
