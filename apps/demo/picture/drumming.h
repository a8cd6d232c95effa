// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "apps/demo/picture/geometry.h"
#include "apps/demo/sound/groove.h"

namespace otoscape::demo::picture {

// Where a drum is struck, in the units of who plays it (person.h).
Point struck_at(sound::Drum drum);

inline constexpr double kStick = 74.0;  // from hand to tip

struct Sticks {
  Point left_tip, right_tip;  // left and right in the picture
};

// Divides strokes between two hands and moves the sticks between them: a tip is at the drum when it
// sounds, and is lifted before. The left hand in the picture plays snare, low tom and crash, the
// right one cymbals and high tom, each the other's where it is not free.
class Drumming {
 public:
  explicit Drumming(const std::vector<sound::Stroke>& strokes);

  Sticks at(double seconds) const;
  // How long ago a drum was struck last; a thousand seconds where it was not.
  double since(sound::Drum drum, double seconds) const;

 private:
  struct Contact {
    Point at;
    double seconds;
  };
  static Point tip(const std::vector<Contact>& hand, Point rest, double seconds);

  std::vector<Contact> left_, right_;
  std::vector<sound::Stroke> strokes_;
};

}  // namespace otoscape::demo::picture
