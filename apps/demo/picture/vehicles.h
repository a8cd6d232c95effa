// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/canvas.h"

namespace otoscape::demo::picture {

// Driving to the right, on wheels at y = 0, its middle at x = 0; a car is 400 units long.
void draw_car(Canvas& canvas, Ink paint, double rolled);
void draw_lorry(Canvas& canvas, Ink paint, double rolled);

// Riding to the left; `turned`: of the pedals, in turns.
void draw_cyclist(Canvas& canvas, double turned);

}  // namespace otoscape::demo::picture
