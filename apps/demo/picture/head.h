// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/looks.h"

namespace otoscape::demo::picture {

// A head of 100 units, its centre at the origin. What of its hair is behind the neck is drawn
// before the neck is.
void draw_hair_behind(Canvas& canvas, const Looks& looks, const Face& face);
void draw_head(Canvas& canvas, const Looks& looks, const Face& face);

}  // namespace otoscape::demo::picture
