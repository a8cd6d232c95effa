// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/listener_scene.h"

namespace otoscape::jobs::models {

scene::Scene scene_of(const hearing::HearingProfile& listener) {
  scene::Scene scene;
  scene.title = listener.name;
  scene::Keyframe& point = scene.keyframes.emplace_back();
  point.left = listener.left;
  point.right = listener.right;
  point.perspective = 1.0;
  return scene;
}

bool rings(const hearing::HearingProfile& listener, Ears ears) {
  return (ears != Ears::right && !listener.left.tinnitus.empty()) ||
         (ears != Ears::left && !listener.right.tinnitus.empty());
}

}  // namespace otoscape::jobs::models
