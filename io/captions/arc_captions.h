// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "io/captions/arc_states.h"
#include "io/captions/delivery.h"
#include "io/captions/wording.h"
#include "otoscape/scene/arc.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::captions {

// What captions of the perspective say along a scene: each change of perspective once, and what
// changes in the character's hearing while the audience hears it, re what was said last. Nothing is
// said of hearing that does not differ from the room.
std::vector<Statement> arc_statements(const scene::Scene& scene, const scene::Arc& arc,
                                      Seconds length, const Audible& audible,
                                      const Wording& wording);

}  // namespace otoscape::io::captions
