// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/hair.h"

namespace otoscape::demo::picture {
namespace {

// From temple to temple over the crown; `low` is where it ends at the sides, `line` the hairline.
void cap(Canvas& canvas, Ink ink, double turn, double low, double line) {
  const double s = 9.0 * turn;
  canvas.blob({{-41.0, low},
               {-42.0, -22.0},
               {-33.0, -46.0},
               {0.0, -60.0},
               {33.0, -46.0},
               {42.0, -22.0},
               {41.0, low},
               {36.0 + 0.5 * s, -14.0},
               {29.0 + s, line + 3.0},
               {s, line},
               {-29.0 + s, line + 3.0},
               {-36.0 + 0.5 * s, -14.0}});
  canvas.fill(ink);
}

// Over the brow from a parting.
void fringe(Canvas& canvas, Ink ink, double turn) {
  const double s = 9.0 * turn;
  canvas.blob({{-40.0, -12.0},
               {-38.0, -38.0},
               {-18.0, -58.0},
               {14.0, -60.0},
               {38.0, -42.0},
               {41.0, -12.0},
               {36.0 + 0.4 * s, -20.0},
               {24.0 + s, -34.0},
               {6.0 + s, -38.0},
               {-16.0 + s, -30.0},
               {-31.0 + 0.6 * s, -18.0}});
  canvas.fill(ink);
}

void locks(Canvas& canvas, Ink ink, double turn, double length) {
  for (const double side : {-1.0, 1.0}) {
    const double x = side * 38.0 + 4.0 * turn;
    canvas.blob({{x - 6.0, -34.0},
                 {x + 6.0, -34.0},
                 {x + 8.0, 8.0},
                 {x + 4.0, length},
                 {x - 4.0, length},
                 {x - 8.0, 8.0}});
    canvas.fill(ink);
  }
}

void curls(Canvas& canvas, Ink ink, double turn) {
  for (int i = 0; i <= 10; ++i) {
    const double angle = kTurn * (0.5 + 0.05 * i);
    canvas.circle({41.0 * std::cos(angle) - 2.0 * turn, -14.0 + 42.0 * std::sin(angle)}, 13.0);
    canvas.fill(ink);
  }
  cap(canvas, ink, turn, -4.0, -30.0);
}

}  // namespace

void draw_back_hair(Canvas& canvas, const Looks& looks, double turn) {
  const Ink back = blend(looks.hair, ink(0x120c14), 0.3);
  const double s = -7.0 * turn;
  if (looks.style == Hair::long_waves) {
    canvas.blob({{s, -58.0},
                 {38.0 + s, -40.0},
                 {50.0 + s, 4.0},
                 {52.0 + s, 50.0},
                 {40.0 + s, 88.0},
                 {s, 78.0},
                 {-40.0 + s, 88.0},
                 {-52.0 + s, 50.0},
                 {-50.0 + s, 4.0},
                 {-38.0 + s, -40.0}});
    canvas.fill(back);
  }
  if (looks.style == Hair::bob) {
    canvas.blob({{s, -58.0},
                 {40.0 + s, -38.0},
                 {48.0 + s, 6.0},
                 {44.0 + s, 38.0},
                 {s, 34.0},
                 {-44.0 + s, 38.0},
                 {-48.0 + s, 6.0},
                 {-40.0 + s, -38.0}});
    canvas.fill(back);
  }
  if (looks.style == Hair::bun) {
    canvas.circle({2.2 * s, -58.0}, 19.0);
    canvas.fill(back);
  }
}

void draw_hair_before(Canvas& canvas, const Looks& looks, double turn) {
  switch (looks.style) {
    case Hair::cropped:
      return cap(canvas, looks.hair, turn, -6.0, -34.0);
    case Hair::side:
      return fringe(canvas, looks.hair, turn);
    case Hair::long_waves:
      locks(canvas, looks.hair, turn, 62.0);
      return fringe(canvas, looks.hair, turn);
    case Hair::bob:
      locks(canvas, looks.hair, turn, 30.0);
      return cap(canvas, looks.hair, turn, 0.0, -24.0);
    case Hair::bun:
      return cap(canvas, looks.hair, turn, -10.0, -32.0);
    case Hair::curls:
      return curls(canvas, looks.hair, turn);
    case Hair::bald:
      return;
  }
}

void draw_processors(Canvas& canvas, double turn) {
  constexpr Ink kCase = ink(0xd8dde2), kEdge = ink(0x59636e);
  for (const double side : {-1.0, 1.0}) {
    if (side * turn > 0.3) continue;
    const double x = side * 37.0 + 19.0 * turn;
    const Point coil{x + side * (3.0 - 14.0 * std::abs(turn)), -30.0};
    canvas.string({{x + side * 4.0, -8.0}, {x + side * 7.0, -20.0}, coil});
    canvas.stroke(kEdge, 1.8);
    canvas.circle(coil, 7.5);
    canvas.fill(kCase);
    canvas.circle(coil, 7.5);
    canvas.stroke(kEdge, 1.6);
    canvas.string({{x - side * 1.0, -12.0}, {x + side * 6.5, -5.0}, {x + side * 7.5, 9.0}});
    canvas.stroke(kEdge, 8.4);
    canvas.string({{x - side * 1.0, -12.0}, {x + side * 6.5, -5.0}, {x + side * 7.5, 9.0}});
    canvas.stroke(kCase, 5.4);
  }
}

void draw_headphones(Canvas& canvas, double turn) {
  canvas.string({{-42.0 + 6.0 * turn, 0.0},
                 {-40.0, -40.0},
                 {0.0, -64.0},
                 {40.0, -40.0},
                 {42.0 + 6.0 * turn, 0.0}});
  canvas.stroke(ink(0x2b2f36), 6.0);
  for (const double side : {-1.0, 1.0}) {
    const double narrow = side * turn > 0.0 ? 0.6 : 1.0;
    canvas.ellipse({side * 41.0 + 8.0 * turn, 3.0}, 11.0 * narrow, 19.0);
    canvas.fill(side < 0.0 ? ink(0xc8443c) : ink(0x3a6fc4));
    canvas.ellipse({side * 42.0 + 8.0 * turn, 3.0}, 6.0 * narrow, 12.0);
    canvas.fill(ink(0x1d1f25, 0.55));
  }
}

}  // namespace otoscape::demo::picture
