// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "apps/demo/picture/canvas.h"
#include "apps/demo/sound/mix.h"

namespace otoscape::demo::picture {

// What of a place is seen: the point in the picture's middle, and how much it is enlarged. A place
// is 1280 by 720 units, and 160 and 90 more on each side.
struct Camera {
  Point at{kAcross / 2, kDown / 2};
  double zoom = 1.0;
};

struct Now {
  double seconds;
  Camera camera;
};

// Draws with a camera. `depth`: 1 moves with it, less lies further away and moves less.
void look_through(Canvas& canvas, const Camera& camera, double depth = 1.0);

// What never moves in a place, drawn once and then pasted.
class Backdrop {
 public:
  // `scale` pixels a unit.
  Backdrop(double scale, void (*paint)(Canvas&));
  void draw(Canvas& canvas, const Camera& camera, double depth = 1.0) const;

 private:
  Canvas canvas_;
};

class Place {
 public:
  virtual ~Place() = default;
  virtual void draw(Canvas& canvas, const Now& now) = 0;
};

// How light falls on people, in their own units.
struct Light {
  Ink left, right, below;
};

// Draws a person with `draw`, between the shoulders at `at`, of `size` (1: a head of 100 units).
template <class Draw>
void stand(Canvas& canvas, Point at, double size, const Light& light, Draw draw) {
  const auto kept = canvas.scope();
  canvas.shift(at);
  canvas.scale(size);
  canvas.begin_group({-250.0, -160.0, 505.0, 605.0});
  draw();
  canvas.tint(Shade::along({-84.0, -15.0}, {84.0, 15.0},
                           {{0.0, light.left},
                            {0.48, light.left.faint(0.0)},
                            {0.52, light.right.faint(0.0)},
                            {1.0, light.right}}));
  canvas.tint(
      Shade::along({0.0, 10.0}, {0.0, 420.0}, {{0.0, light.below.faint(0.0)}, {1.0, light.below}}));
  canvas.end_group();
}

}  // namespace otoscape::demo::picture
