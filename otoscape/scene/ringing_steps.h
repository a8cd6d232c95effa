// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/scene/ear_timeline.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/scene/movements.h"

namespace otoscape::scene {

// The ringing over a scene: the layers of the listeners, and one that blasts add.
std::vector<RingingStep> ringing_steps(const std::vector<Keyframe>& keyframes,
                                       const EarTimeline& ears);

}  // namespace otoscape::scene
