// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/head.h"

#include "apps/demo/picture/hair.h"

namespace otoscape::demo::picture {
namespace {

constexpr Ink kDark = ink(0x1b1420);

Ink shadow_of(Ink skin) { return blend(skin, ink(0x5a2436), 0.32); }

// Where a feature lies that is `across` of the middle when the head looks straight ahead.
double turned(double across, double turn) {
  return 17.0 * turn + across * (1.0 - 0.22 * std::abs(turn)) -
         (across * turn > 0.0 ? 0.12 * across * std::abs(turn) : 0.0);
}

void draw_ear(Canvas& canvas, const Looks& looks, double turn, double side) {
  if (side * turn > 0.3) return;
  const double x = side * 37.0 + 19.0 * turn;
  canvas.ellipse({x, 2.0}, 7.0, 12.0, 0.12 * side);
  canvas.fill(looks.skin);
  canvas.ellipse({x + 0.5 * side, 2.0}, 3.4, 7.5, 0.12 * side);
  canvas.fill(shadow_of(looks.skin).faint(0.6));
}

void draw_skull(Canvas& canvas, const Looks& looks, const Face& face) {
  const double chin = 4.0 * face.turn, drop = 4.0 * face.mouth;
  const double fore = 2.0 * face.turn;
  const Point outline[] = {{fore, -51.0},
                           {32.0 + fore, -37.0},
                           {39.0, -8.0},
                           {36.0, 16.0},
                           {25.0 + chin, 38.0},
                           {9.0 + chin, 49.0 + drop},
                           {-9.0 + chin, 49.0 + drop},
                           {-25.0 + chin, 38.0},
                           {-36.0, 16.0},
                           {-39.0, -8.0},
                           {-32.0 + fore, -37.0}};
  canvas.blob(outline);
  canvas.fill(looks.skin);
  // The side away from where it looks is a little darker.
  canvas.blob(outline);
  const double away = face.turn >= 0.0 ? -1.0 : 1.0;
  canvas.fill(Shade::along(
      {40.0 * away, 0.0}, {-6.0 * away, 0.0},
      {{0.0, shadow_of(looks.skin).faint(0.55)}, {1.0, shadow_of(looks.skin).faint(0.0)}}));
}

void draw_beard(Canvas& canvas, const Looks& looks, const Face& face) {
  const double m = turned(0.0, face.turn), chin = 4.0 * face.turn, drop = 4.0 * face.mouth;
  canvas.blob({{-36.0 + 0.2 * m, 6.0},
               {-24.0 + 0.5 * m, 18.0},
               {m - 12.0, 15.5},
               {m, 14.0},
               {m + 12.0, 15.5},
               {24.0 + 0.5 * m, 18.0},
               {36.0 + 0.2 * m, 6.0},
               {35.0, 22.0},
               {24.0 + chin, 42.0},
               {9.0 + chin, 52.0 + drop},
               {-9.0 + chin, 52.0 + drop},
               {-24.0 + chin, 42.0},
               {-35.0, 22.0}});
  canvas.fill(looks.hair.faint(0.82));
}

void draw_eye(Canvas& canvas, const Looks& looks, const Face& face, double side) {
  const double x = turned(16.0 * side, face.turn);
  const double narrow = side * face.turn > 0.0 ? 1.0 - 0.3 * std::abs(face.turn) : 1.0;
  const double open = std::max(0.07, face.lids);
  const Point at{x, -5.0};
  {
    const auto kept = canvas.scope();
    canvas.ellipse(at, 8.0 * narrow, 4.9 * open);
    canvas.clip();
    canvas.box({x - 10, -15, 20, 20});
    canvas.fill(ink(0xf3ece2));
    canvas.circle({x + 3.6 * face.look.x + 1.4 * face.turn, -5.0 + 2.0 * face.look.y}, 4.5);
    canvas.fill(kDark);
  }
  canvas.string({{x - 8.6 * narrow, -4.6}, {x, -5.2 - 4.6 * open}, {x + 8.6 * narrow, -4.6}});
  canvas.stroke(blend(looks.hair, kDark, 0.6), 2.2);
  const double up = -17.5 - 3.0 * face.brows;
  canvas.string({{x - 10.0 * narrow, up + (side < 0 ? 2.2 : 0.6)},
                 {x, up - 1.6},
                 {x + 10.0 * narrow, up + (side > 0 ? 2.2 : 0.6)}});
  canvas.stroke(blend(looks.hair, kDark, 0.35), 3.4);
}

void draw_nose(Canvas& canvas, const Looks& looks, const Face& face) {
  const double x = turned(0.0, face.turn), way = face.turn >= 0.0 ? 1.0 : -1.0;
  const double out = 3.0 + 7.0 * std::abs(face.turn);
  canvas.string({{x + way * 1.0, -2.0},
                 {x + way * (out - 1.0), 8.0},
                 {x + way * out, 12.0},
                 {x + way * (out - 5.0), 14.5},
                 {x - way * 3.0, 13.5}});
  canvas.stroke(shadow_of(looks.skin), 2.6);
}

// From a line to an oval with teeth; the corners come in as it opens.
void draw_mouth(Canvas& canvas, const Looks& looks, const Face& face) {
  const double x = turned(0.0, face.turn), open = face.mouth;
  const double half = (13.5 - 3.5 * open) * (1.0 - 0.18 * std::abs(face.turn));
  const double y = 26.0, corner = y - 2.4 * face.smile;
  const Ink lips = blend(shadow_of(looks.skin), ink(0xa03a4a), 0.45);
  if (open < 0.06) {
    canvas.string({{x - half, corner}, {x, y + 1.6 * face.smile + 0.6}, {x + half, corner}});
    canvas.stroke(blend(lips, kDark, 0.35), 3.0);
    return;
  }
  const double low = y + 2.0 + 15.0 * open, high = y - 1.0 - 3.0 * open;
  const auto outline = [&] {
    canvas.begin({x - half, corner});
    canvas.curve({x - 0.5 * half, high}, {x + 0.5 * half, high}, {x + half, corner});
    canvas.curve({x + 0.7 * half, low}, {x - 0.7 * half, low}, {x - half, corner}).close();
  };
  {
    const auto kept = canvas.scope();
    outline();
    canvas.clip();
    canvas.box({x - 20, y - 20, 40, 50});
    canvas.fill(ink(0x3d0f1c));
    canvas.ellipse({x, low + 1.0}, 0.62 * half, 4.5 * open + 1.0);
    canvas.fill(ink(0xb5525e));
    canvas.box({x - half, high - 2.0, 2.0 * half, 4.4 + 1.2 * open});
    canvas.fill(ink(0xf0ebe4));
  }
  outline();
  canvas.stroke(lips, 3.0);
}

void draw_glasses(Canvas& canvas, const Face& face) {
  constexpr Ink kFrame = ink(0x26242c);
  for (const double side : {-1.0, 1.0}) {
    const double x = turned(16.0 * side, face.turn);
    canvas.ellipse({x, -4.0}, 12.5, 11.0);
    canvas.fill(ink(0xdfeaf2, 0.16));
    canvas.ellipse({x, -4.0}, 12.5, 11.0);
    canvas.stroke(kFrame, 2.6);
  }
  canvas.begin({turned(-4.0, face.turn), -6.0}).to({turned(4.0, face.turn), -6.0});
  canvas.stroke(kFrame, 2.6);
}

}  // namespace

void draw_hair_behind(Canvas& canvas, const Looks& looks, const Face& face) {
  const auto kept = canvas.scope();
  canvas.turn(face.tilt);
  draw_back_hair(canvas, looks, face.turn);
}

void draw_head(Canvas& canvas, const Looks& looks, const Face& face) {
  const auto kept = canvas.scope();
  canvas.turn(face.tilt);
  for (const double side : {-1.0, 1.0})
    if (side * face.turn > -0.2) draw_ear(canvas, looks, face.turn, side);
  draw_skull(canvas, looks, face);
  if (looks.beard) draw_beard(canvas, looks, face);
  draw_nose(canvas, looks, face);
  draw_mouth(canvas, looks, face);
  for (const double side : {-1.0, 1.0}) draw_eye(canvas, looks, face, side);
  draw_hair_before(canvas, looks, face.turn);
  for (const double side : {-1.0, 1.0})
    if (side * face.turn <= -0.2) draw_ear(canvas, looks, face.turn, side);
  if (looks.glasses) draw_glasses(canvas, face);
  if (face.implants) draw_processors(canvas, face.turn);
  if (face.headphones) draw_headphones(canvas, face.turn);
}

}  // namespace otoscape::demo::picture
