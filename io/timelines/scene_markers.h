// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/timelines/marker.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::io::timelines {

// One marker for each point of a scene. A marker has the point's name, or else what happens there:
// event, listener, room or character. Its comment lists all that the point sets. Red is an event,
// blue another listener, green another perspective, yellow the rest. They are moved to the frames
// of `clock`, with a note.
Markers markers_of(const scene::Scene& scene, const FilmClock& clock);

}  // namespace otoscape::io::timelines
