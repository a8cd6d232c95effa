// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/render/programme/scene_states.h"
#include "otoscape/render/programme/section_loudness.h"

namespace otoscape::render::programme {

// How loud a scene's buses will be over its programme, estimated from the programme's loudness
// track: a row each 100 ms from the programme's first. As SceneLoudness: within 2 LU of a render
// over a passage. Not modelled: the return cap, events, own voice; the body's beats and breaths,
// which are their mean.
std::vector<BusEnergies> loudness_course(const SceneStates& states, const SceneLoudness& loudness);

// The sections between points at these times (ascending) and the programme's ends.
std::vector<SectionLoudness> section_means(const std::vector<BusEnergies>& course, Seconds begin,
                                           const std::vector<Seconds>& points);

}  // namespace otoscape::render::programme
