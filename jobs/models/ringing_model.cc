// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/ringing_model.h"

#include <utility>

#include "jobs/models/listener_scene.h"

namespace otoscape::jobs::models {
namespace {

SceneOptions options_of(const hearing::HearingProfile& listener, render::TinnitusMode mode,
                        std::optional<std::uint64_t> seed) {
  SceneOptions options;
  options.scene = scene_of(listener);
  options.tinnitus = mode;
  options.seed = seed;
  return options;
}

}  // namespace

RingingModel::RingingModel(hearing::HearingProfile listener, Ears ears, render::TinnitusMode mode,
                           std::optional<std::uint64_t> seed)
    : listener_(std::move(listener)),
      ears_(ears),
      mode_(mode),
      scene_(options_of(listener_, mode, seed)) {}

void RingingModel::summarise(const TrackSpan& span, TrackSummary& summary,
                             std::vector<std::string>& notes) const {
  scene_.summarise(span, summary, notes);
  const Decibels limit = std::get<SceneSummary>(summary.model).internal_limit;
  summary.model = std::monostate();
  if (rings(listener_, ears_)) summary.model = RingingSummary{mode_, limit};
}

std::string RingingModel::why_two_ears() const {
  return listener_.alike() ? "each ear has ringing of its own" : RenderModel::why_two_ears();
}

}  // namespace otoscape::jobs::models
