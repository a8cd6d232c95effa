// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/rise.h"
#include "otoscape/render/programme/scene_loudness.h"

namespace otoscape::render::programme {

// The rises and falls of the loudness along an arc, ascending by start. A cut, or a blend of at
// most 200 ms, is one rise at its start; ramps are looked at ten times a second, and more often
// where they are steep. Each rise compares two states of the scene over the same three seconds, the
// ones after the rise's start. A cut that rises counts 1 LU more than estimated.
std::vector<Rise> scene_rises(const scene::Arc& arc, const SceneLoudness& loudness,
                              const SceneParams& params, Seconds begin, Seconds end);

}  // namespace otoscape::render::programme
