// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/looks.h"

namespace otoscape::demo::picture {

// A head of 100 units, its centre at the origin.
void draw_head(Canvas& canvas, const Looks& looks, const Face& face);

}  // namespace otoscape::demo::picture
