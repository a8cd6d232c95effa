// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/looks.h"

namespace otoscape::demo::picture {

// Parts of a head of 100 units, its centre at the origin, turned −1…1.
void draw_back_hair(Canvas& canvas, const Looks& looks, double turn);
void draw_hair_before(Canvas& canvas, const Looks& looks, double turn);
// An implant's sound processors behind the ears, with cable and coil.
void draw_processors(Canvas& canvas, double turn);
// An audiometer's earphones, right red and left blue; the wearer's left is at the picture's right.
void draw_headphones(Canvas& canvas, double turn);

}  // namespace otoscape::demo::picture
