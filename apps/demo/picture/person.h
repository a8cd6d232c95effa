// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/picture/looks.h"

// People, seen from the front or half turned. Units: a head is 100 high. The origin is between the
// shoulders; hips are at y = 190, feet at 430.

namespace otoscape::demo::picture {

inline constexpr double kHipsAt = 190.0, kFeetAt = 430.0;
inline constexpr Point kHeadAt{0.0, -73.0};  // of the head's centre when upright
inline constexpr double kUpperArm = 88.0, kForearm = 84.0, kThigh = 122.0, kShin = 122.0;

struct Pose {
  Face face;
  Point head = kHeadAt;
  double turn = 0.0;                               // of the chest
  Point left_hand{-70, 190}, right_hand{70, 190};  // left and right in the picture
  // How long upper arms and forearms look: shorter where they point at who watches.
  double reach = 0.9, reach_fore = 0.9;
  double left_elbow = 1.0, right_elbow = -1.0;  // 1: the elbow is on the left of the arm
  Point left_foot{-28, kFeetAt}, right_foot{28, kFeetAt};
  double left_knee = -1.0, right_knee = -1.0;
};

void draw_legs(Canvas& canvas, const Looks& looks, const Pose& pose);
void draw_chest(Canvas& canvas, const Looks& looks, const Pose& pose);  // with neck and head
enum class Side { left, right };
void draw_arm(Canvas& canvas, const Looks& looks, const Pose& pose, Side side);
// All of them, arms last.
void draw_person(Canvas& canvas, const Looks& looks, const Pose& pose);

// Eyelids at a time: shut for an eighth of a second every three to five, another time for each
// `who`.
double lids_at(double seconds, int who);

}  // namespace otoscape::demo::picture
