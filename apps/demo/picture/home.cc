// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/home.h"

#include "apps/demo/picture/cast.h"
#include "apps/demo/picture/person.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

constexpr Box kPane{150, 70, 420, 380};

void paint_city(Canvas& canvas) {
  const auto kept = canvas.scope();
  canvas.box(kPane);
  canvas.clip();
  canvas.cover(Shade::along({0, 70}, {0, 450}, {{0.0, ink(0x15224a)}, {1.0, ink(0x55507e)}}));
  sound::Random random(5);
  for (int star = 0; star < 40; ++star) {
    canvas.circle({random.between(150, 570), random.between(75, 300)}, random.between(0.8, 1.8));
    canvas.fill(ink(0xfdf6df, random.between(0.3, 0.9)));
  }
  canvas.glow({470, 150}, 130, 130, ink(0xfff3d0, 0.6));
  canvas.circle({470, 150}, 30);
  canvas.fill(ink(0xfff3d6));
  for (double x = 150; x < 570; x += 52) {
    const double tall = random.between(60, 170), wide = random.between(44, 56);
    canvas.box({x, 450 - tall, wide, tall});
    canvas.fill(ink(0x131a35));
    for (int row = 0; row < 6; ++row)
      for (int column = 0; column < 3; ++column) {
        if (random.next() < 0.35 || 18.0 + row * 22.0 > tall) continue;
        canvas.box({x + 7 + column * 15.0, 450 - tall + 10 + row * 22.0, 8, 11});
        canvas.fill(ink(0xf2c46a, 0.75));
      }
  }
}

void paint(Canvas& canvas) {
  canvas.cover(Shade::along({0, -90}, {0, 810}, {{0.0, ink(0x232a4d)}, {1.0, ink(0x141830)}}));
  paint_city(canvas);
  canvas.box(kPane);
  canvas.stroke(ink(0x39426b), 18.0);
  canvas.begin({360, 70}).to({360, 450});
  canvas.stroke(ink(0x39426b), 9.0);
  canvas.box({120, 456, 480, 18}, 4);
  canvas.fill(ink(0x4a5380));
  canvas.polygon({{150, 474}, {570, 474}, {900, 810}, {260, 810}});  // moonlight
  canvas.fill(Shade::along({400, 474}, {560, 810},
                           {{0.0, ink(0x9fb4ff, 0.20)}, {1.0, ink(0x9fb4ff, 0.0)}}));
  canvas.glow({1130, 300}, 540, 540, ink(0xffb765, 0.55));
  canvas.begin({1150, 330}).to({1150, 640});  // a lamp
  canvas.stroke(ink(0x2c2a3c), 8.0);
  canvas.polygon({{1105, 250}, {1195, 250}, {1225, 340}, {1075, 340}});
  canvas.fill(Shade::along({0, 250}, {0, 340}, {{0.0, ink(0xffdf9c)}, {1.0, ink(0xf5a94e)}}));
}

void draw_cat(Canvas& canvas, double t) {
  constexpr Ink kFur = ink(0x0f1226);
  const double tail = 8.0 * std::sin(0.9 * t);
  canvas.string({{256, 448}, {292, 462}, {312 + tail, 486}, {304 + 1.6 * tail, 512}});
  canvas.stroke(kFur, 9.0);
  canvas.blob({{196, 456}, {204, 412}, {226, 392}, {250, 412}, {264, 456}});
  canvas.fill(kFur);
  canvas.blob({{196, 380}, {200, 352}, {212, 364}, {228, 364}, {241, 352}, {244, 380}, {220, 402}});
  canvas.fill(kFur);
}

void draw_table(Canvas& canvas) {
  canvas.box({380, 576, 560, 20}, 6);
  canvas.fill(Shade::along({380, 0}, {940, 0}, {{0.0, ink(0x5b4a5c)}, {1.0, ink(0x9a6a48)}}));
  canvas.box({400, 596, 26, 240});
  canvas.box({896, 596, 26, 240});
  canvas.fill(ink(0x2d2534));
}

void lying_processor(Canvas& canvas, Point at) {
  canvas.string({at, at + Point{14, -9}, at + Point{30, -2}});
  canvas.stroke(ink(0x59636e), 9.0);
  canvas.string({at, at + Point{14, -9}, at + Point{30, -2}});
  canvas.stroke(ink(0xe0e4e8), 6.0);
  canvas.string({at + Point{30, -2}, at + Point{46, 2}, at + Point{58, -3}});
  canvas.stroke(ink(0x59636e), 2.0);
  canvas.ellipse(at + Point{62, -3}, 10, 5);
  canvas.fill(ink(0xe0e4e8));
}

class Home : public Place {
 public:
  Home(const sound::Scene&, double scale) : backdrop_(scale, paint) {}

  void draw(Canvas& canvas, const Now& now) override {
    backdrop_.draw(canvas, now.camera);
    const auto kept = canvas.scope();
    look_through(canvas, now.camera);
    const double t = now.seconds;
    draw_cat(canvas, t);
    const Light light{ink(0x7f95ff, 0.34), ink(0xffb765, 0.55), ink(0x0b0d22, 0.6)};
    stand(canvas, {790, 384}, 1.06, light, [&] { draw_sam(canvas, t, false); });
    draw_table(canvas);
    lying_processor(canvas, {560, 572});
    if (t > kLaidDown) lying_processor(canvas, {640, 572});
    // His arm lies over the table's edge.
    stand(canvas, {790, 384}, 1.06, light, [&] { draw_sam(canvas, t, true); });
  }

 private:
  static constexpr double kLaidDown = sound::kOffStart + 1.7;

  // From his ear to the table.
  static void draw_sam(Canvas& canvas, double t, bool arms) {
    const double rests = ease(kLaidDown + 0.5, kLaidDown + 2.2, t);
    Pose pose;
    pose.face = {.turn = -0.5,
                 .tilt = -0.05 * rests,
                 .look = {-0.5, 0.5 - 0.6 * rests},
                 .lids = lids_at(t, 1) * (0.8 + 0.2 * rests),
                 .smile = -0.1 + 0.5 * rests,
                 .brows = 0.1};
    pose.head = kHeadAt + Point{-3, 1.5 * std::sin(0.9 * t)};
    const Point ear{22, -72}, table{-96, 176};
    pose.left_hand = {-52, 178};
    pose.right_hand = between(ear, table, ease(sound::kOffStart + 0.3, kLaidDown, t));
    pose.right_hand = between(pose.right_hand, Point{10, 180}, ease(kLaidDown, kLaidDown + 0.9, t));
    if (!arms) return draw_chest(canvas, kSam, pose);
    draw_arm(canvas, kSam, pose, Side::right);
    draw_arm(canvas, kSam, pose, Side::left);
    if (t < kLaidDown) {
      const auto kept = canvas.scope();
      canvas.shift(pose.right_hand);
      canvas.scale(0.8);
      lying_processor(canvas, {-30, -8});
    }
  }

  Backdrop backdrop_;
};

}  // namespace

std::unique_ptr<Place> make_home(const sound::Scene& scene, double scale) {
  return std::make_unique<Home>(scene, scale);
}

}  // namespace otoscape::demo::picture
