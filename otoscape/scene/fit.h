// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::scene {

// The scene stretched to a film of `length`: times and ramps are multiplied by length over the
// scene's own length (or its last keyframe's time). Cuts stay cuts; ramps become no shorter than
// 0.25 s and no longer than the gap before them; events keep their constants. Fails where a pop's
// stillness would not fit before the next keyframe.
Result<Scene> fit(Scene scene, Seconds length);

}  // namespace otoscape::scene
