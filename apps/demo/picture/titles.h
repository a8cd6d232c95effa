// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/canvas.h"

namespace otoscape::demo::picture {

// The film's title, each section's with the level in its room, and how much time has gone by, for a
// few seconds each.
void draw_titles(Canvas& canvas, double seconds);

}  // namespace otoscape::demo::picture
