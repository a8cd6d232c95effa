// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/rise.h"
#include "otoscape/render/programme/scene_loudness.h"

namespace otoscape::render::programme {

// How much the loudness rises and falls because an arc moves: cuts (and blends of up to 200 ms,
// which are as good as through when they begin) at once, ramps ten times a second and finer where
// they are steep. Each rise compares two states of the scene on the same three seconds, those that
// follow. A cut that rises counts 1 LU more than estimated. Ascending by start.
std::vector<Rise> scene_rises(const scene::Arc& arc, const SceneLoudness& loudness,
                              const SceneParams& params, Seconds begin, Seconds end);

}  // namespace otoscape::render::programme
