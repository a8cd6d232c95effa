// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::scene {

// The scene stretched to a film of `length`: times and ramps are multiplied by length over the
// scene's own length (or its last keyframe's time). Cuts stay cuts; ramps become no shorter than
// 0.25 s (or than they were) and no longer than the gap before them; events keep their constants.
// Times stay where stretch_factor() is 1.
// Fails where shrinking leaves a pop too little time: its stillness must end before the next
// keyframe, and its return before the next keyframe that changes more than the ears or has an
// event.
Result<Scene> stretch(Scene scene, Seconds length);

// By which stretch() multiplies times. 1 where the film is as long as the scene's times are written
// for, within half a frame (of the scene's rate, else of 24 a second): lengths of films differ by
// as much between containers.
double stretch_factor(const Scene& scene, Seconds length);

// The film length that the scene's times are written for: its length, else its last keyframe's
// time.
Seconds own_length(const Scene& scene);
// The shortest film length for which stretch() succeeds.
Seconds shortest_length(const Scene& scene);

}  // namespace otoscape::scene
