// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/scene/keyframe.h"

namespace otoscape::scene {

// Whether any of the keyframes sounds this source.
bool is_heard(const std::vector<Keyframe>& keyframes, Recorded what);

}  // namespace otoscape::scene
