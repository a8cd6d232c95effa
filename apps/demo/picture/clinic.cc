// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/clinic.h"

#include "apps/demo/picture/cast.h"
#include "apps/demo/picture/person.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

void paint_window(Canvas& canvas) {
  const Box pane{720, 60, 380, 300};
  canvas.box(pane);
  canvas.fill(Shade::along({0, 60}, {0, 360}, {{0.0, ink(0xbfe2f2)}, {1.0, ink(0xfff1d6)}}));
  for (const auto& [x, y, r] : {std::tuple(770.0, 352.0, 70.0),
                                {860.0, 366.0, 92.0},
                                {980.0, 350.0, 80.0},
                                {1070.0, 362.0, 74.0}}) {
    const auto kept = canvas.scope();
    canvas.box(pane);
    canvas.clip();
    canvas.circle({x, y}, r);
    canvas.fill(ink(0x8fbf8a, 0.75));
  }
  canvas.box(pane);
  canvas.stroke(ink(0xf6f2ea), 16.0);
  canvas.begin({910, 60}).to({910, 360});
  canvas.stroke(ink(0xf6f2ea), 9.0);
  canvas.box({700, 362, 420, 16}, 4);
  canvas.fill(ink(0xe3dccf));
}

// A cochlea's spiral, as such rooms have on their walls.
void paint_poster(Canvas& canvas) {
  canvas.box({410, 66, 170, 220}, 4);
  canvas.fill(ink(0xfbf7ef));
  for (int i = 0; i < 120; ++i) {
    const auto at = [](double part) {
      const double angle = kTurn * 2.4 * part, r = 62.0 * (1.0 - 0.86 * part);
      return Point{495 + r * std::cos(angle), 160 + r * std::sin(angle)};
    };
    canvas.begin(at(i / 120.0)).to(at((i + 1) / 120.0));
    canvas.stroke(blend(ink(0xe07a5f), ink(0x6d597a), i / 120.0), 17.0 - 0.11 * i);
  }
  for (int line = 0; line < 3; ++line) {
    canvas.box({435, 244.0 + line * 12.0, 120.0 - 30.0 * line, 4}, 2);
    canvas.fill(ink(0xb9b2a6));
  }
}

void paint_plant(Canvas& canvas) {
  canvas.polygon({{66, 560}, {150, 560}, {140, 650}, {76, 650}});
  canvas.fill(ink(0xb5654a));
  for (int leaf = 0; leaf < 9; ++leaf) {
    const double angle = -2.75 + 0.29 * leaf, far = 190.0 + 36.0 * (leaf % 3);
    const Point tip{108 + far * std::cos(angle), 560 + far * std::sin(angle)};
    const Point aside{-18 * std::sin(angle), 18 * std::cos(angle)};
    canvas.begin({108, 560});
    canvas.curve(between(Point{108, 560}, tip, 0.4) + aside,
                 between(Point{108, 560}, tip, 0.8) + aside, tip);
    canvas.curve(between(Point{108, 560}, tip, 0.8) - aside,
                 between(Point{108, 560}, tip, 0.4) - aside, {108, 560});
    canvas.fill(leaf % 2 ? ink(0x3f7d5c) : ink(0x57a06f));
  }
}

void paint(Canvas& canvas) {
  canvas.cover(Shade::along({0, -90}, {0, 810}, {{0.0, ink(0xcfdcd6)}, {1.0, ink(0x9fb4b0)}}));
  canvas.box({-160, 610, 1600, 220});
  canvas.fill(Shade::along({0, 610}, {0, 810}, {{0.0, ink(0xb79f86)}, {1.0, ink(0x7f6a58)}}));
  canvas.box({-160, 602, 1600, 12});
  canvas.fill(ink(0xe9e4da));
  paint_window(canvas);
  paint_poster(canvas);
  paint_plant(canvas);
  canvas.polygon({{720, 378}, {1100, 378}, {900, 810}, {300, 810}});  // sunlight across the room
  canvas.fill(Shade::along({900, 378}, {600, 810},
                           {{0.0, ink(0xfff3cf, 0.30)}, {1.0, ink(0xfff3cf, 0.0)}}));
}

void draw_desk(Canvas& canvas, double said) {
  canvas.box({500, 558, 350, 22}, 5);
  canvas.fill(Shade::along({0, 558}, {0, 580}, {{0.0, ink(0xf4efe6)}, {1.0, ink(0xcfc6b8)}}));
  canvas.box({516, 580, 318, 240});
  canvas.fill(Shade::along({0, 580}, {0, 740}, {{0.0, ink(0x9a8c7c)}, {1.0, ink(0x6f6357)}}));
  canvas.polygon({{690, 470}, {830, 470}, {816, 558}, {704, 558}});  // a laptop's back
  canvas.fill(Shade::along({0, 470}, {0, 558}, {{0.0, ink(0x59636e)}, {1.0, ink(0x3c444d)}}));
  canvas.circle({760, 512}, 9);
  canvas.fill(ink(0x8fd0c6, 0.5 + 0.4 * said));
}

// From the laptop to the processor on his ear.
void draw_cable(Canvas& canvas, Point ear) {
  canvas.string(
      {{700, 552}, {620, 566}, {520, 545}, ear + Point{64, 130}, ear + Point{24, 60}, ear});
  canvas.stroke(ink(0x40464d), 3.4);
}

class Clinic : public Place {
 public:
  Clinic(const sound::Scene& scene, double scale) : scene_(scene), backdrop_(scale, paint) {}

  void draw(Canvas& canvas, const Now& now) override {
    backdrop_.draw(canvas, now.camera);
    const auto kept = canvas.scope();
    look_through(canvas, now.camera);
    const double t = now.seconds;
    const Light light{ink(0xb9d4e6, 0.24), ink(0xffe6b0, 0.38), ink(0x3a3038, 0.42)};
    stand(canvas, {672, 352}, 1.04, light, [&] { draw_audiologist(canvas, t); });
    draw_desk(canvas, mouth_at(scene_.mouths, "Audiologist", t));
    stand(canvas, {990, 372}, 1.06, light, [&] { draw_ruth(canvas, t); });
    stand(canvas, {330, 378}, 1.10, light, [&] { draw_sam(canvas, t); });
    draw_cable(canvas, {330 - 31, 378 - 76});
  }

 private:
  void draw_audiologist(Canvas& canvas, double t) {
    const double said = mouth_at(scene_.mouths, "Audiologist", t);
    Pose pose;
    pose.face = {.turn = -0.45,
                 .tilt = 0.04 * said,
                 .look = {-0.6, 0.1},
                 .mouth = said,
                 .lids = lids_at(t, 4),
                 .smile = 0.35,
                 .brows = 0.3 + 0.4 * said};
    pose.head = kHeadAt + Point{-3, 1.5 * std::sin(t)};
    pose.left_hand = {-52, 186};
    pose.right_hand = {60, 184};
    draw_chest(canvas, kAudiologist, pose);
    draw_arm(canvas, kAudiologist, pose, Side::right);
    draw_arm(canvas, kAudiologist, pose, Side::left);
  }

  void draw_ruth(Canvas& canvas, double t) {
    const double said = mouth_at(scene_.mouths, "Ruth", t), leans = ease(52.0, 53.2, t);
    Pose pose;
    pose.face = {.turn = -0.62,
                 .tilt = -0.04 * leans,
                 .look = {-0.7, 0.0},
                 .mouth = said,
                 .lids = lids_at(t, 3),
                 .smile = 0.2 + 0.3 * leans,
                 .brows = 0.2 + 0.5 * said};
    pose.head = kHeadAt + Point{-8.0 * leans - 3, 3.0 * leans + 1.4 * std::sin(0.9 * t + 1)};
    pose.left_hand = {-40 - 12 * leans, 190 - 30 * leans};
    pose.right_hand = {34, 196};
    draw_person(canvas, kRuth, pose);
  }

  // He turns to who speaks; the sound startles him, and at Ruth's voice he smiles.
  void draw_sam(Canvas& canvas, double t) {
    const double said = mouth_at(scene_.mouths, "Sam", t);
    const double startled = ease(46.0, 46.5, t) * (1.0 - ease(48.2, 49.6, t));
    const double moved = ease(53.4, 55.0, t);
    Pose pose;
    pose.face = {.turn = 0.62 - 0.12 * startled,
                 .tilt = 0.05 * std::sin(0.6 * t) + 0.06 * said,
                 .look = {0.6 + 0.2 * moved, 0.25 * startled},
                 .mouth = said,
                 .lids = std::min(lids_at(t, 1) * (1.0 + 0.25 * startled), 1.2),
                 .smile = -0.3 + 0.9 * moved,
                 .brows = 0.2 + 0.8 * startled,
                 .implants = true};
    pose.head = kHeadAt + Point{4.0 - 6.0 * startled, 1.2 * std::sin(t)};
    pose.left_hand = {-30, 190};
    pose.right_hand = {52, 190 - 20 * startled};
    draw_person(canvas, kSam, pose);
  }

  const sound::Scene& scene_;
  Backdrop backdrop_;
};

}  // namespace

std::unique_ptr<Place> make_clinic(const sound::Scene& scene, double scale) {
  return std::make_unique<Clinic>(scene, scale);
}

}  // namespace otoscape::demo::picture
