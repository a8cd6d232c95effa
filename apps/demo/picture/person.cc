// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/person.h"

#include "apps/demo/picture/head.h"

namespace otoscape::demo::picture {
namespace {

Ink dark(Ink ink_of) { return blend(ink_of, ink(0x0d0b18), 0.35); }

double sign(Side side) { return side == Side::left ? -1.0 : 1.0; }

void draw_leg(Canvas& canvas, const Looks& looks, const Pose& pose, Side side) {
  const Point foot = side == Side::left ? pose.left_foot : pose.right_foot;
  const double way = side == Side::left ? pose.left_knee : pose.right_knee;
  const Point hip{24.0 * sign(side), kHipsAt - 8.0};
  const Point ankle = foot - Point{0.0, 10.0};
  const Point knee = joint(hip, ankle, kThigh, kShin, way);
  const Ink cloth =
      side == Side::left ? looks.trousers : blend(looks.trousers, dark(looks.trousers), 0.5);
  canvas.limb(hip, knee, 28.0, 20.0);
  canvas.fill(cloth);
  canvas.limb(knee, ankle, 20.0, 13.0);
  canvas.fill(cloth);
  const double ahead = way < 0.0 ? 12.0 : -12.0;
  canvas.limb(foot - Point{0.4 * ahead, 4.0}, foot + Point{1.4 * ahead, 0.0}, 12.0, 9.0);
  canvas.fill(dark(dark(looks.trousers)));
}

}  // namespace

void draw_legs(Canvas& canvas, const Looks& looks, const Pose& pose) {
  draw_leg(canvas, looks, pose, Side::right);
  draw_leg(canvas, looks, pose, Side::left);
}

void draw_chest(Canvas& canvas, const Looks& looks, const Pose& pose) {
  const double wide = looks.build * (1.0 - 0.2 * std::abs(pose.turn)), s = 6.0 * pose.turn;
  const Ink neck = blend(looks.skin, ink(0x5a2436), 0.3);
  {
    const auto kept = canvas.scope();
    canvas.shift(pose.head);
    draw_hair_behind(canvas, looks, pose.face);
  }
  canvas.limb({pose.head.x * 0.7, pose.head.y + 30.0}, {0.0, 6.0}, 18.0, 23.0);
  canvas.fill(neck);
  canvas.blob({{s - 22.0, -4.0},
               {s, 8.0},
               {s + 22.0, -4.0},
               {wide * 56.0, 10.0},
               {wide * 68.0, 34.0},
               {wide * 60.0, 110.0},
               {wide * 56.0, kHipsAt},
               {0.0, kHipsAt + 12.0},
               {-wide * 56.0, kHipsAt},
               {-wide * 60.0, 110.0},
               {-wide * 68.0, 34.0},
               {-wide * 56.0, 10.0}});
  canvas.fill(Shade::along({0.0, 0.0}, {0.0, kHipsAt}, {{0.0, looks.top}, {1.0, dark(looks.top)}}));
  canvas.string({{s - 24.0, -3.0}, {s, 11.0}, {s + 24.0, -3.0}});
  canvas.stroke(dark(looks.top), 5.0);
  const auto kept = canvas.scope();
  canvas.shift(pose.head);
  draw_head(canvas, looks, pose.face);
}

void draw_arm(Canvas& canvas, const Looks& looks, const Pose& pose, Side side) {
  const double wide = looks.build * (1.0 - 0.2 * std::abs(pose.turn));
  const Point shoulder{sign(side) * 56.0 * wide, 28.0};
  const Point hand = side == Side::left ? pose.left_hand : pose.right_hand;
  const double way = side == Side::left ? pose.left_elbow : pose.right_elbow;
  const Point elbow =
      joint(shoulder, hand, kUpperArm * pose.reach, kForearm * pose.reach_fore, way);
  const Ink sleeve = blend(looks.top, dark(looks.top), 0.35);
  const Point cuff = between(elbow, hand, 0.62);
  canvas.limb(shoulder, elbow, 21.0, 17.0);
  canvas.fill(sleeve);
  canvas.limb(elbow, hand, 14.5, 10.0);
  canvas.fill(looks.skin);
  canvas.limb(elbow, cuff, 17.0, 14.0);
  canvas.fill(sleeve);
  canvas.circle(hand, 12.5);
  canvas.fill(looks.skin);
}

void draw_person(Canvas& canvas, const Looks& looks, const Pose& pose) {
  draw_legs(canvas, looks, pose);
  draw_chest(canvas, looks, pose);
  draw_arm(canvas, looks, pose, Side::right);
  draw_arm(canvas, looks, pose, Side::left);
}

double lids_at(double seconds, int who) {
  // Ours: three to five seconds between blinks is usual.
  const double every = 3.1 + 0.37 * (who % 5), shifted = seconds + 1.7 * who;
  const double since = shifted - every * std::floor(shifted / every);
  return since < 0.06 ? 1.0 - since / 0.06 : since < 0.14 ? (since - 0.06) / 0.08 : 1.0;
}

}  // namespace otoscape::demo::picture
