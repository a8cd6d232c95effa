// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jobs/models/listener_scene.h"
#include "jobs/models/render_model.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::jobs::models {

// Renders through one listener whose ears do not change, in one pass over the file. Ringing other
// than `off` is that of a live Renderer, limited by the loudness so far.
class ListenerModel final : public RenderModel {
 public:
  ListenerModel(hearing::HearingProfile listener, Ears ears, render::TinnitusMode ringing)
      : listener_(std::move(listener)), ears_(ears), ringing_(ringing) {}

  Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                               const render::RenderParams& params,
                                               std::vector<std::string>& notes) override;
  void summarise(const TrackSpan& span, TrackSummary& summary,
                 std::vector<std::string>& notes) const override;
  HearingFacts hearing(int /*stream*/) const override {
    return {scene_of(listener_).keyframes, ringing_, nullptr};
  }
  Heard heard() const override { return {"listener", "of the listener", listener_.name}; }

 private:
  hearing::HearingProfile listener_;
  Ears ears_;
  render::TinnitusMode ringing_;
};

}  // namespace otoscape::jobs::models
