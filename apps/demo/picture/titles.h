// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/canvas.h"

namespace otoscape::demo::picture {

// The film's title, and each section's with the level in its room, for a few seconds.
void draw_titles(Canvas& canvas, double seconds);

}  // namespace otoscape::demo::picture
