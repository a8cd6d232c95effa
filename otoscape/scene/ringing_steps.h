// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/scene/ear_timeline.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/scene/movements.h"

namespace otoscape::scene {

// What rings over a story: the listeners' layers, and the one that blasts add.
std::vector<RingingStep> ringing_steps(const std::vector<Keyframe>& keyframes,
                                       const EarTimeline& ears);

}  // namespace otoscape::scene
