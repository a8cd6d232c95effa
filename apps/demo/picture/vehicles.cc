// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/vehicles.h"

namespace otoscape::demo::picture {
namespace {

constexpr Ink kTyre = ink(0x1c1b24), kGlass = ink(0xcfe6ee);

void wheel(Canvas& canvas, Point at, double r, double rolled) {
  canvas.circle(at, r);
  canvas.fill(kTyre);
  canvas.circle(at, 0.58 * r);
  canvas.fill(ink(0xa9adb8));
  for (int spoke = 0; spoke < 5; ++spoke) {
    const double angle = rolled + kTurn * spoke / 5.0;
    canvas.begin(at).to(at + Point{0.52 * r * std::cos(angle), 0.52 * r * std::sin(angle)});
    canvas.stroke(ink(0x595d68), 4.0);
  }
}

void shadow(Canvas& canvas, double across) {
  canvas.ellipse({0, 2}, across, 13);
  canvas.fill(ink(0x231c33, 0.35));
}

void spoked(Canvas& canvas, Point at, double r, double rolled) {
  canvas.circle(at, r);
  canvas.stroke(kTyre, 5.0);
  for (int spoke = 0; spoke < 6; ++spoke) {
    const double angle = rolled + kTurn * spoke / 12.0;
    const Point to{r * std::cos(angle), r * std::sin(angle)};
    canvas.begin(at - to).to(at + to);
    canvas.stroke(ink(0x8d93a0, 0.6), 1.2);
  }
}

void rider_leg(Canvas& canvas, Point hip, Point crank, double angle, Ink cloth) {
  const Point foot = crank + Point{17 * std::cos(angle), 17 * std::sin(angle)};
  const Point knee = joint(hip, foot, 62, 62, 1.0);
  canvas.limb(hip, knee, 14, 10);
  canvas.fill(cloth);
  canvas.limb(knee, foot, 10, 7);
  canvas.fill(cloth);
  canvas.limb(foot, foot + Point{-16, 2}, 6, 5);
  canvas.fill(kTyre);
}

}  // namespace

void draw_car(Canvas& canvas, Ink paint, double rolled) {
  shadow(canvas, 210);
  canvas.blob({{-120, -78}, {-72, -128}, {36, -132}, {104, -80}});
  canvas.fill(blend(paint, ink(0x10101c), 0.3));
  canvas.polygon({{-98, -82}, {-62, -118}, {-14, -120}, {-14, -82}});
  canvas.polygon({{-4, -82}, {-4, -120}, {32, -119}, {76, -82}});
  canvas.fill(kGlass);
  canvas.blob({{-200, -34},
               {-196, -76},
               {-110, -88},
               {100, -88},
               {178, -72},
               {204, -40},
               {196, -22},
               {-194, -20}});
  canvas.fill(Shade::along({0, -90}, {0, -20},
                           {{0.0, blend(paint, ink(0xffffff), 0.3)},
                            {0.5, paint},
                            {1.0, blend(paint, ink(0x10101c), 0.5)}}));
  canvas.ellipse({190, -56}, 11, 8);
  canvas.fill(ink(0xfff2c4));
  canvas.ellipse({-194, -58}, 8, 9);
  canvas.fill(ink(0xc83a34));
  wheel(canvas, {-122, -28}, 33, rolled);
  wheel(canvas, {124, -28}, 33, rolled);
}

void draw_lorry(Canvas& canvas, Ink paint, double rolled) {
  shadow(canvas, 390);
  canvas.box({-380, -330, 520, 278}, 8);
  canvas.fill(Shade::along({0, -330}, {0, -60}, {{0.0, ink(0xf3ead8)}, {1.0, ink(0xb9aa98)}}));
  canvas.box({-380, -228, 520, 60});
  canvas.fill(paint);
  canvas.begin({150, -52}).to({150, -262}).curve({260, -262}, {318, -250}, {338, -150});
  canvas.to({352, -130}).to({352, -52}).close();
  canvas.fill(Shade::along(
      {0, -262}, {0, -52},
      {{0.0, blend(paint, ink(0xffffff), 0.25)}, {1.0, blend(paint, ink(0x10101c), 0.4)}}));
  canvas.polygon({{218, -236}, {282, -230}, {312, -152}, {218, -152}});
  canvas.fill(kGlass);
  canvas.box({-380, -66, 732, 22});
  canvas.fill(ink(0x30303c));
  for (const double x : {-300.0, -220.0, 240.0}) wheel(canvas, {x, -42}, 46, rolled);
}

void draw_cyclist(Canvas& canvas, double turned) {
  constexpr Ink kFrame = ink(0x2f7f86), kCoat = ink(0xd99a3c), kCloth = ink(0x2c3550);
  const Point back{70, -42}, front{-78, -42}, crank{6, -44}, seat{34, -122}, bars{-56, -132};
  shadow(canvas, 120);
  const double rolled = -kTurn * 2.6 * turned, angle = -kTurn * turned;
  const Point hip = seat + Point{0, -12}, neck{-16, -212};
  rider_leg(canvas, hip, crank, angle + kTurn / 2, blend(kCloth, ink(0), 0.4));
  spoked(canvas, back, 42, rolled);
  spoked(canvas, front, 42, rolled);
  canvas.begin(back).to(crank).to(seat).close();
  canvas.begin(crank).to(bars + Point{-2, 14}).to(seat + Point{-4, 14});
  canvas.begin(front).to(bars).to(bars + Point{14, -4});
  canvas.stroke(kFrame, 6.0);
  canvas.limb(seat + Point{-12, 0}, seat + Point{14, -2}, 5, 7);
  canvas.fill(kTyre);
  rider_leg(canvas, hip, crank, angle, kCloth);
  canvas.limb(hip, neck, 25, 23);
  canvas.fill(kCoat);
  const Point elbow = joint(neck, bars, 58, 56, -1.0);
  canvas.limb(neck + Point{0, 12}, elbow, 13, 10);
  canvas.limb(elbow, bars, 10, 8);
  canvas.fill(blend(kCoat, ink(0x3a1a08), 0.25));
  canvas.circle(bars, 8);
  canvas.fill(ink(0xe0ac88));
  canvas.ellipse({-28, -262}, 27, 32);
  canvas.fill(ink(0xe0ac88));
  canvas.limb({-58, -264}, {-54, -258}, 4, 5);  // a nose
  canvas.fill(ink(0xe0ac88));
  canvas.begin({-58, -270}).curve({-56, -312}, {6, -312}, {4, -262}).close();  // a helmet
  canvas.fill(ink(0xc8443c));
}

}  // namespace otoscape::demo::picture
