// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/stage.h"

#include <array>

#include "apps/demo/picture/band.h"
#include "apps/demo/picture/cast.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

constexpr double kFloor = 560.0;

void paint_wall(Canvas& canvas) {
  canvas.cover(Shade::along({0, -90}, {0, kFloor}, {{0.0, ink(0x120f1d)}, {1.0, ink(0x2d2440)}}));
  // A curtain's folds.
  for (int fold = -2; fold < 19; ++fold) {
    const double x = fold * 80.0, wide = 80.0;
    canvas.box({x, -90, wide, kFloor + 90});
    canvas.fill(Shade::along(
        {x, 0}, {x + wide, 0},
        {{0.0, ink(0x0a0814, 0.45)}, {0.45, ink(0x5a3f74, 0.22)}, {1.0, ink(0x0a0814, 0.45)}}));
  }
  canvas.glow({640, 330}, 820, 560, ink(0x6b4a80, 0.40));
}

void paint_floor(Canvas& canvas) {
  canvas.box({-160, kFloor, 1600, 300});
  canvas.fill(Shade::along({0, kFloor}, {0, 800}, {{0.0, ink(0x3a2a30)}, {1.0, ink(0x171119)}}));
  for (int board = -14; board <= 14; ++board) {
    canvas.begin({640.0 + board * 70.0, kFloor}).to({640.0 + board * 165.0, 810});
    canvas.stroke(ink(0x120c12, 0.5), 2.0);
  }
  canvas.ellipse({520, 640}, 330, 62);  // a rug
  canvas.fill(ink(0x5f2637, 0.85));
  canvas.ellipse({520, 640}, 296, 52);
  canvas.stroke(ink(0xb98a5a, 0.5), 4.0);
  canvas.ellipse({520, 640}, 250, 42);
  canvas.stroke(ink(0xb98a5a, 0.28), 3.0);
}

void paint_amplifier(Canvas& canvas, Point at, double size) {
  const auto kept = canvas.scope();
  canvas.shift(at);
  canvas.scale(size);
  canvas.box({-85, -230, 170, 230}, 8);
  canvas.fill(ink(0x191722));
  canvas.box({-85, -230, 170, 230}, 8);
  canvas.stroke(ink(0x3d3850), 3.0);
  canvas.box({-74, -176, 148, 166}, 6);
  canvas.fill(Shade::along({0, -176}, {0, -10}, {{0.0, ink(0x37324a)}, {1.0, ink(0x201d2c)}}));
  for (const Point speaker : {Point{-36, -132}, {36, -132}, {-36, -54}, {36, -54}}) {
    canvas.circle(speaker, 32);
    canvas.fill(ink(0x141220, 0.65));
    canvas.circle(speaker, 10);
    canvas.fill(ink(0x2c2840));
  }
  for (int knob = 0; knob < 6; ++knob) {
    canvas.circle({-58.0 + knob * 20.0, -203}, 5.5);
    canvas.fill(ink(0x8f8799));
  }
  canvas.circle({68, -203}, 4);
  canvas.fill(ink(0xff5a46));
}

void paint_truss(Canvas& canvas) {
  for (const double y : {22.0, 62.0}) {
    canvas.begin({-160, y}).to({1440, y});
    canvas.stroke(ink(0x4c4660), 5.0);
  }
  for (double x = -160; x < 1440; x += 40) {
    canvas.begin({x, 62}).to({x + 20, 22}).to({x + 40, 62});
    canvas.stroke(ink(0x3a3550), 3.0);
  }
}

void paint(Canvas& canvas) {
  paint_wall(canvas);
  paint_floor(canvas);
  paint_truss(canvas);
  paint_amplifier(canvas, {130, 585}, 1.05);
  paint_amplifier(canvas, {1215, 590}, 1.1);
  canvas.box({330, 552, 390, 60}, 6);  // the drummer's riser
  canvas.fill(Shade::along({0, 552}, {0, 612}, {{0.0, ink(0x413546)}, {1.0, ink(0x1c1621)}}));
}

struct Lamp {
  double x;
  Ink ink;
  double sweep;   // of its cone on the floor, units
  double period;  // s
};
// Slow: nothing flashes.
constexpr std::array<Lamp, 5> kLamps{{
    {170, ink(0xff8a3c), 190, 8.0},
    {400, ink(0xe0407a), 150, 10.0},
    {640, ink(0xffd9a0), 60, 12.0},
    {880, ink(0x3f9bd6), 150, 9.0},
    {1110, ink(0x8a55e0), 190, 11.0},
}};

void shine(Canvas& canvas, const Lamp& lamp, double seconds, double strength) {
  const double swing = std::sin(kTurn * (seconds / lamp.period + lamp.x / 700.0));
  const double foot = lamp.x + (640 - lamp.x) * 0.25 + lamp.sweep * swing;
  const Ink core = blend(lamp.ink, ink(0xffffff), 0.25);
  for (const double wide : {1.0, 0.55}) {  // soft at its edges
    canvas.polygon({{lamp.x - 10 * wide, 88},
                    {lamp.x + 10 * wide, 88},
                    {foot + 140 * wide, 640},
                    {foot - 140 * wide, 640}});
    canvas.add_light(Shade::along({lamp.x, 80}, {foot, 640},
                                  {{0.0, core.faint(0.26 * strength)},
                                   {0.35, lamp.ink.faint(0.12 * strength)},
                                   {1.0, lamp.ink.faint(0.02 * strength)}}));
  }
  canvas.glow_light({foot, 640}, 190, 36, lamp.ink.faint(0.34 * strength));
  canvas.glow_light({lamp.x, 84}, 60, 60, core.faint(0.95 * strength));
}

// 0: work light, 1: the song's.
double show_at(double seconds) {
  return ease(sound::kBandStart - 0.3, sound::kGrooveStart + 1.0, seconds) *
         (1.0 - 0.75 * ease(sound::kLastHit, sound::kBandEnd + 0.6, seconds));
}

class Stage : public Place {
 public:
  Stage(const sound::Scene& scene, double scale)
      : scene_(scene), drumming_(scene.strokes), backdrop_(scale, paint) {}

  void draw(Canvas& canvas, const Now& now) override {
    backdrop_.draw(canvas, now.camera);
    const auto kept = canvas.scope();
    look_through(canvas, now.camera);
    const double show = show_at(now.seconds);
    // One hue of light before "Days later", another after.
    const double late = ease(8.3, 8.5, now.seconds);
    canvas.glow_light(
        {640, 330}, 760, 520,
        blend(ink(0xffb46a), ink(0x6f86ff), 0.75 * late).faint(0.26 * (1.0 - 0.8 * show)));
    for (const Lamp& lamp : kLamps) shine(canvas, lamp, now.seconds, 0.25 + 0.75 * show);
    draw_people(canvas, now.seconds, show, late);
  }

 private:
  void draw_people(Canvas& canvas, double seconds, double show, double late) {
    const Ink warm = blend(ink(0xffb066, 0.42), ink(0x7f9aff, 0.40), late * (1.0 - show));
    const Ink below = ink(0x0d0a1c, 0.62);
    const Light from_left{blend(warm, ink(0xff8a3c, 0.50), show), ink(0x7a4fd0, 0.30 + 0.2 * show),
                          below};
    const Light from_right{ink(0xd04a80, 0.26 + 0.2 * show), blend(warm, ink(0x5aaee6, 0.5), show),
                           below};
    const BandMember member{scene_, drumming_, seconds};
    stand(canvas, {205, 330}, 0.72, from_left, [&] { draw_guitarist(canvas, member); });
    stand(canvas, {1075, 330}, 0.72, from_right, [&] { draw_bassist(canvas, member); });
    stand(canvas, {505, 372}, 0.74, from_left, [&] { draw_drummer(canvas, member); });
    stand(canvas, {862, 322}, 0.80, from_right, [&] { draw_singer(canvas, member); });
  }

  const sound::Scene& scene_;
  Drumming drumming_;
  Backdrop backdrop_;
};

}  // namespace

std::unique_ptr<Place> make_stage(const sound::Scene& scene, double scale) {
  return std::make_unique<Stage>(scene, scale);
}

}  // namespace otoscape::demo::picture
