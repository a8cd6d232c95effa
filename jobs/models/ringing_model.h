// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "jobs/models/scene_model.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::jobs::models {

// Renders through one listener with its ringing: a scene of one point, with the same samples. Its
// limits need the programme's loudness, so that it measures the file first, as a scene does.
class RingingModel final : public RenderModel {
 public:
  // mode: soft or full. seed: none: 1.
  RingingModel(hearing::HearingProfile listener, Ears ears, render::TinnitusMode mode,
               std::optional<std::uint64_t> seed);

  Status measure(InputFile& in, const io::ProgressCall& progress,
                 std::vector<std::string>& notes) override {
    return scene_.measure(in, progress, notes);
  }
  Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                               const render::RenderParams& params,
                                               std::vector<std::string>& notes) override {
    return scene_.track(spec, params, notes);
  }
  void summarise(const TrackSpan& span, TrackSummary& summary,
                 std::vector<std::string>& notes) const override;
  HearingFacts hearing(int stream) const override { return scene_.hearing(stream); }
  Heard heard() const override { return {"listener", "of the listener", listener_.name}; }
  std::string why_two_ears() const override;
  std::uint64_t seed() const override { return scene_.seed(); }

 private:
  hearing::HearingProfile listener_;
  Ears ears_;
  render::TinnitusMode mode_;
  SceneModel scene_;
};

}  // namespace otoscape::jobs::models
