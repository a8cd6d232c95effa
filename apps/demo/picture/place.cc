// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/place.h"

namespace otoscape::demo::picture {
namespace {

constexpr double kBeyond = 160.0, kBeyondDown = 90.0;  // units drawn on each side of a place
constexpr double kWhole = kAcross + 2 * kBeyond;

}  // namespace

void look_through(Canvas& canvas, const Camera& camera, double depth) {
  const Point middle{kAcross / 2, kDown / 2};
  const Point at = between(middle, camera.at, depth);
  canvas.shift(middle);
  canvas.scale(1.0 + (camera.zoom - 1.0) * depth);
  canvas.shift(at * -1.0);
}

Backdrop::Backdrop(double scale, void (*paint)(Canvas&))
    : canvas_(static_cast<int>(kWhole * scale), static_cast<int>((kDown + 2 * kBeyondDown) * scale),
              scale) {
  canvas_.shift({kBeyond, kBeyondDown});
  paint(canvas_);
  canvas_.roughen();
}

void Backdrop::draw(Canvas& canvas, const Camera& camera, double depth) const {
  const auto kept = canvas.scope();
  look_through(canvas, camera, depth);
  canvas.paste(canvas_, {-kBeyond, -kBeyondDown}, kWhole);
}

}  // namespace otoscape::demo::picture
