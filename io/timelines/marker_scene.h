// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/marker.h"

namespace otoscape::io::timelines {

// A scene file with a point for each frame that has markers (within_film). A marker's name is the
// point's name; its parts between commas set the point where they are
//   a listener preset, as N3 or preset:N3         listener
//   room, character                               perspective 0 and 1
//   pop, blast, plug-in, swallow … or pop left     event
// A point that nothing sets has a comment with the keys to write, and a marker's comment is a
// comment.
struct MarkerScene {
  std::string text;
  int points = 0, set = 0;  // set: points that a name sets
};
MarkerScene marker_scene(const Markers& markers, const std::string& source);

}  // namespace otoscape::io::timelines
