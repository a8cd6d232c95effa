// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/canvas.h"
#include "apps/demo/picture/drumming.h"

namespace otoscape::demo::picture {

// A kit in front of who sits between the shoulders at the origin; cymbals swing when struck.
void draw_drums(Canvas& canvas, const Drumming& drumming, double seconds);
void draw_stool(Canvas& canvas);

}  // namespace otoscape::demo::picture
