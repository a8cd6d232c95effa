// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "apps/demo/picture/shots.h"

namespace otoscape::demo::picture {

// Draws the film's pictures: people whose mouths follow their voices, a drummer whose arms follow
// the strokes, in places that change with the story.
class Artist {
 public:
  // `scale` pixels a unit: 1 gives 1280 × 720.
  Artist(const sound::Scene& scene, double scale);

  // Draws the whole picture of a time into a canvas made with the same scale.
  void draw(Canvas& canvas, double seconds);

 private:
  const sound::Scene& scene_;
  double scale_;
  std::array<std::unique_ptr<Place>, kLocations> places_;  // made when they are first seen
};

}  // namespace otoscape::demo::picture
